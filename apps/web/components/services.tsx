"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import { createServices, type Services } from "@/lib/services";

const ServicesContext = createContext<Services | undefined>(undefined);

/** Holds the one token client, query cache and API client of the page. */
export function ServicesProvider({ apiOrigin, children }: { apiOrigin: string; children: ReactNode }) {
  const [services] = useState(() => createServices(apiOrigin));
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={services.queryClient}>{children}</QueryClientProvider>
    </ServicesContext>
  );
}

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("useServices needs a ServicesProvider above it");
  return services;
}
