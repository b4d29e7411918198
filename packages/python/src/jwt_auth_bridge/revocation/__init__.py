"""What has been ended before it expired: the entries, the memory of them, and listening for new ones."""
