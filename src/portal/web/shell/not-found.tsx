import { Link } from "react-router";
import { Page } from "../parts/page.tsx";

/** For an address that is none of the portal's. */
export function NotFound() {
  return (
    <Page title="Not found">
      <p>
        There is no page at this address. <Link to="/">Go to the overview.</Link>
      </p>
    </Page>
  );
}
