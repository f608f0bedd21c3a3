import { makeStyles } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useRef } from "react";

const useStyles = makeStyles({
  list: { overflowY: "auto", minHeight: 0, height: "100%", outlineOffset: "-2px" },
  items: { position: "relative", width: "100%", margin: 0, padding: 0, listStyleType: "none" },
  item: { position: "absolute", top: 0, left: 0, width: "100%" },
});

export interface LongListProps<Item> {
  /** What the list is, for those who hear it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  /** Height of an item in pixels. */
  readonly itemHeight: number;
  /** One item; what can be pressed in it is a link or a button, the first of which the arrow keys go to. */
  readonly render: (item: Item) => ReactNode;
}

/** A list of any length: only what is seen is there. Arrow keys, Home and End move through it. */
export function LongList<Item>({ label, items, keyOf, itemHeight, render }: LongListProps<Item>) {
  const styles = useStyles();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => itemHeight,
    getItemKey: (index) => (items[index] === undefined ? index : keyOf(items[index])),
    overscan: 10,
  });

  const focus = (index: number): void => {
    rows.scrollToIndex(index);
    requestAnimationFrame(() => {
      frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] :is(a, button)`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const current = (event.target as HTMLElement).closest("[data-index]")?.getAttribute("data-index");
    const at = current === undefined || current === null ? 0 : Number(current);
    const last = items.length - 1;
    const targets: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
    const wanted = targets[event.key];
    if (wanted === undefined || last < 0) return;
    event.preventDefault();
    focus(Math.min(Math.max(wanted, 0), last));
  };

  return (
    <section ref={frame} className={styles.list} onKeyDown={onKeyDown} aria-label={label}>
      <ul className={styles.items} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start, size }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li
                key={key}
                data-index={index}
                className={styles.item}
                style={{ transform: `translateY(${start}px)`, height: size }}
                aria-setsize={items.length}
                aria-posinset={index + 1}
              >
                {render(item)}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
