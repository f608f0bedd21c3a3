import { FluentProvider, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";
import { ApiError } from "../azure/ask.ts";
import { router } from "./routes.tsx";
import { ThemeChoiceContext, useThemeChoice } from "./theme.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Everything is on this machine: what is shown is asked anew when the page comes back, and a refusal is no hiccup.
      staleTime: 1000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError),
    },
  },
});

/** The whole page: theme, data, routes. */
export function App() {
  const choice = useThemeChoice();
  return (
    <ThemeChoiceContext value={choice}>
      <FluentProvider theme={choice.isDark ? webDarkTheme : webLightTheme} style={{ height: "100%" }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </FluentProvider>
    </ThemeChoiceContext>
  );
}
