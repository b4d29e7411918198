interface FailedPageProps {
  retry: () => void;
}

/** What an error boundary shows: no details, they are in the server's log. */
export function FailedPage({ retry }: FailedPageProps) {
  return (
    <div className="stack" role="alert">
      <h1>Something went wrong</h1>
      <p>This page could not be shown. Nothing that was saved is lost.</p>
      <p>
        <button type="button" className="primary" onClick={retry}>
          Try again
        </button>
      </p>
    </div>
  );
}
