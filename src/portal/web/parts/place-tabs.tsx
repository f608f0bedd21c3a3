import { Tab, TabList } from "@fluentui/react-components";
import { useNavigate } from "react-router";

export interface PlaceTab {
  readonly name: string;
  readonly to: string;
}

/** Tabs that are addresses: back and forward move between them. */
export function PlaceTabs({
  label,
  tabs,
  current,
}: {
  readonly label: string;
  readonly tabs: readonly PlaceTab[];
  readonly current: string;
}) {
  const navigate = useNavigate();
  return (
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
  );
}
