import { makeStyles, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type UIEvent, useEffect, useRef } from "react";
import type { LogLine } from "./use-log.ts";

/** Of a line that isn't wrapped; others are measured. */
const LINE_HEIGHT = 20;

const useStyles = makeStyles({
  log: {
    flexGrow: 1,
    minHeight: "200px",
    overflowY: "auto",
    padding: "8px",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: `${LINE_HEIGHT}px`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    // The list itself keeps what is seen in place.
    overflowAnchor: "none",
  },
  lines: { position: "relative", width: "100%", margin: 0, padding: 0, listStyleType: "none" },
  line: { position: "absolute", top: 0, left: 0, width: "100%" },
  warning: { color: tokens.colorStatusWarningForeground3 },
  error: { color: tokens.colorStatusDangerForeground1 },
});

export interface LogLinesProps {
  readonly lines: readonly LogLine[];
  /** Shown when there are none. */
  readonly empty: string;
  /** True: the newest line is kept in view. */
  readonly follows: boolean;
  /** Somebody has scrolled away from the end, or to it. */
  readonly onFollow: (follows: boolean) => void;
}

/** Lines of any number, of which only those that are seen are in the page. */
export function LogLines({ lines, empty, follows, onFollow }: LogLinesProps) {
  const styles = useStyles();
  const frame = useRef<HTMLElement>(null);
  const before = useRef({ top: 0, height: 0 });
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
  });
  const total = rows.getTotalSize();

  // Heights are known only when lines have been measured: the end is gone to whenever it moves.
  const newest = lines.at(-1)?.id;
  useEffect(() => {
    const hasEnd = newest !== undefined && total > 0;
    if (follows && hasEnd && frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight;
  }, [follows, total, newest]);

  const onScroll = ({ currentTarget }: UIEvent<HTMLElement>): void => {
    const { scrollTop: top, scrollHeight: height, clientHeight } = currentTarget;
    const isUp = top < before.current.top && height >= before.current.height;
    const isDown = top > before.current.top;
    before.current = { top, height };
    if (isUp && follows) onFollow(false);
    if (isDown && !follows && height - top - clientHeight < LINE_HEIGHT) onFollow(true);
  };
  return (
    <section ref={frame} className={styles.log} aria-label="Log" tabIndex={0} onScroll={onScroll}>
      {lines.length === 0 && empty}
      <ul className={styles.lines} style={{ height: total }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line !== undefined && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className={styles.line}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
              >
                <div className={line.level === "info" ? undefined : styles[line.level]}>
                  {new Date(line.time).toLocaleTimeString()} {line.level === "info" ? "" : `[${line.level}] `}
                  {line.text}
                </div>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
