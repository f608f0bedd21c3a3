import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

export interface ThemeChoice {
  readonly theme: Theme;
  readonly isDark: boolean;
  choose(theme: Theme): void;
}

const KEY = "gatehouse-theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

export const ThemeChoiceContext = createContext<ThemeChoice>({
  theme: "system",
  isDark: false,
  choose: () => undefined,
});

/** The theme in use, and the way to choose another. */
export const useTheme = (): ThemeChoice => useContext(ThemeChoiceContext);

/** Light or dark as the system says, unless the person chose; the choice is kept in this browser. */
export function useThemeChoice(): ThemeChoice {
  const [theme, setTheme] = useState<Theme>(() => readTheme(localStorage.getItem(KEY)));
  const systemIsDark = useSyncExternalStore(listen, () => dark.matches);
  const isDark = theme === "dark" || (theme === "system" && systemIsDark);
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  }, [isDark]);
  return {
    theme,
    isDark,
    choose(chosen) {
      localStorage.setItem(KEY, chosen);
      setTheme(chosen);
    },
  };
}

function listen(onChange: () => void): () => void {
  dark.addEventListener("change", onChange);
  return () => dark.removeEventListener("change", onChange);
}

function readTheme(kept: string | null): Theme {
  return kept === "light" || kept === "dark" ? kept : "system";
}
