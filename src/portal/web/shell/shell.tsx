import { Button, makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import {
  CloudFlowRegular,
  FlashRegular,
  HomeRegular,
  KeyRegular,
  PeopleTeamRegular,
  TextBulletListRegular,
  WeatherMoonRegular,
  WeatherSunnyRegular,
} from "@fluentui/react-icons";
import { Suspense } from "react";
import { NavLink, Outlet, useNavigation } from "react-router";
import { useStatus } from "../azure/gatehouse.ts";
import { useTheme } from "./theme.ts";

const places = [
  { to: "/", name: "Overview", Icon: HomeRegular },
  { to: "/api-management", name: "API Management", Icon: CloudFlowRegular },
  { to: "/identity", name: "Identity", Icon: PeopleTeamRegular },
  { to: "/tokens", name: "Tokens", Icon: KeyRegular },
  { to: "/function-apps", name: "Function apps", Icon: FlashRegular },
  { to: "/requests", name: "Requests", Icon: TextBulletListRegular },
] as const;

const useStyles = makeStyles({
  frame: {
    display: "grid",
    gridTemplateColumns: "200px minmax(0, 1fr)",
    gridTemplateRows: "48px minmax(0, 1fr)",
    height: "100%",
    "@media (max-width: 720px)": {
      gridTemplateColumns: "minmax(0, 1fr)",
      gridTemplateRows: "48px auto minmax(0, 1fr)",
    },
  },
  skip: {
    position: "absolute",
    left: "-9999px",
    ":focus": { left: "8px", top: "8px", zIndex: 10, backgroundColor: tokens.colorNeutralBackground1, padding: "8px" },
  },
  head: {
    gridColumn: "1 / -1",
    display: "flex",
    alignItems: "center",
    gap: "12px",
    padding: "0 16px",
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  name: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, marginRight: "auto" },
  state: { fontSize: tokens.fontSizeBase200, "@media (max-width: 720px)": { display: "none" } },
  onBrand: { color: "inherit", ":hover": { color: "inherit" } },
  places: {
    display: "flex",
    flexDirection: "column",
    gap: "2px",
    padding: "8px",
    overflowY: "auto",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 720px)": { flexDirection: "row", overflowX: "auto", borderRight: "none" },
  },
  place: {
    display: "flex",
    alignItems: "center",
    gap: "8px",
    padding: "8px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    whiteSpace: "nowrap",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
  },
  main: { overflowY: "auto", minWidth: 0 },
});

/** Head, places and the page of the current one. */
export function Shell() {
  const styles = useStyles();
  const { isDark, choose } = useTheme();
  const isLoading = useNavigation().state === "loading";
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <header className={styles.head}>
        <span className={styles.name}>Gatehouse</span>
        <span className={styles.state}>
          <CloudState />
        </span>
        <Button
          appearance="transparent"
          className={styles.onBrand}
          icon={isDark ? <WeatherSunnyRegular /> : <WeatherMoonRegular />}
          aria-label={isDark ? "Use the light theme" : "Use the dark theme"}
          onClick={() => choose(isDark ? "light" : "dark")}
        />
      </header>
      <nav className={styles.places} aria-label="Places">
        {places.map(({ to, name, Icon }) => (
          <NavLink
            key={to}
            to={to}
            end={to === "/"}
            className={({ isActive }) => mergeClasses(styles.place, isActive && styles.current)}
          >
            <Icon aria-hidden fontSize={20} />
            {name}
          </NavLink>
        ))}
      </nav>
      <main id="main" className={styles.main} tabIndex={-1} aria-busy={isLoading}>
        <Suspense fallback={<Spinner label="Loading" />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

/** Version and the cloud's time; or that it isn't up any more. */
function CloudState() {
  const { data, error } = useStatus();
  if (error !== null) return <span role="status">not reachable</span>;
  if (data === undefined) return null;
  const isMoved = data.clockOffsetMs !== 0;
  const time = new Date(data.time).toLocaleString();
  return (
    <span>
      {data.version} · port {data.port}
      {isMoved && ` · the clock is moved: ${time}`}
    </span>
  );
}
