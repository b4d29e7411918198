import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ServicesProvider } from "@/components/services";
import { environment } from "@/lib/environment";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Todo", template: "%s · Todo" },
  description: "A quiet list of what is to be done.",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#171614" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered for each request: the nonce is new each time, and the API's address is known at run time only.
  await connection();
  return (
    <html lang="en">
      <body>
        <ServicesProvider apiOrigin={environment().apiOrigin}>{children}</ServicesProvider>
      </body>
    </html>
  );
}
