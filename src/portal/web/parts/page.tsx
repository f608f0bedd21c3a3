import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: "16px",
    padding: "16px 24px 32px",
    boxSizing: "border-box",
    minHeight: "100%",
  },
  fill: { height: "100%" },
  crumbs: {
    display: "flex",
    flexWrap: "wrap",
    gap: "6px",
    margin: 0,
    padding: 0,
    listStyleType: "none",
    fontSize: tokens.fontSizeBase200,
  },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "12px" },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    margin: 0,
    marginRight: "auto",
    overflowWrap: "anywhere",
  },
  link: { color: tokens.colorBrandForegroundLink },
});

export interface Crumb {
  readonly name: string;
  readonly to: string;
}

export interface PageProps {
  readonly title: string;
  /** The pages above this one, outermost first. */
  readonly crumbs?: readonly Crumb[];
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** True: the page is as high as the window, and its parts scroll. */
  readonly fills?: boolean;
  readonly children: ReactNode;
}

/** A page: its title (also the window's), the way up, what can be done, and the content. */
export function Page({ title, crumbs = [], actions, fills = false, children }: PageProps) {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title]);
  return (
    <div className={fills ? `${styles.page} ${styles.fill}` : styles.page}>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb">
          <ol className={styles.crumbs}>
            {crumbs.map(({ name, to }) => (
              <li key={to}>
                <Link className={styles.link} to={to}>
                  {name}
                </Link>{" "}
                <span aria-hidden>/</span>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {actions}
      </div>
      {children}
    </div>
  );
}
