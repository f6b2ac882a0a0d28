import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { ApiError } from './session/problem.ts';
import { AllRoutes } from './routes.tsx';
import { theme } from './theme/theme.ts';

const MAX_RETRIES = 2;

/** What was read is good for half a minute, and sooner renewed by events; what may pass is asked for again. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < MAX_RETRIES && error instanceof ApiError && error.isPassing,
    },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" limit={4} />
        <BrowserRouter>
          <AllRoutes />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
