import { makeStyles, Tab, TabList } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";

const useStyles = makeStyles({
  // All tabs are wider than a phone.
  bar: { overflowX: "auto", flexShrink: 0, maxWidth: "100%" },
});

export interface PlaceTab {
  readonly name: string;
  readonly to: string;
}

export interface PlaceTabsProps {
  /** What they are tabs of, for those who hear it. */
  readonly label: string;
  readonly tabs: readonly PlaceTab[];
  /** The address of the open one. */
  readonly current: string;
}

/** Tabs that are addresses: back and forward move between them. */
export function PlaceTabs({ label, tabs, current }: PlaceTabsProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const bar = useRef<HTMLDivElement>(null);
  // On a phone the open one may be further along than is seen.
  useEffect(() => {
    bar.current
      ?.querySelector(`[value="${CSS.escape(current)}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <div ref={bar} className={styles.bar}>
      <TabList
        aria-label={label}
        selectedValue={current}
        onTabSelect={(_event, { value }) => void navigate(String(value))}
      >
        {tabs.map(({ name, to }) => (
          <Tab key={to} value={to}>
            {name}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}
