import { makeStyles, tokens } from "@fluentui/react-components";
import { useApiManagementPlace } from "../../azure/api-management.ts";
import { PolicyEditor } from "./editor/policy-editor.tsx";
import { policyIdOf } from "./scopes.ts";

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: "8px", paddingBottom: "32px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
});

/** The policy of all APIs. */
export function PolicyPage() {
  const styles = useStyles();
  const { isReady, serviceId, names } = useApiManagementPlace();
  return (
    <section className={styles.part} aria-labelledby="document">
      <h2 id="document" className={styles.title}>
        Policy of all APIs
      </h2>
      <PolicyEditor
        policyId={policyIdOf(serviceId)}
        scope="service"
        label={`Policy of all APIs of ${names.service}`}
        isReady={isReady}
      />
    </section>
  );
}
