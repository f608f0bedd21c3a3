import { makeStyles } from "@fluentui/react-components";
import {
  type Api,
  type Operation,
  type Service,
  useApiManagementPlace,
  useApimResource,
} from "../../azure/api-management.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { TestConsole } from "./test-console.tsx";

const useStyles = makeStyles({ title: { margin: 0 } });

/** Sends a request to an operation, and shows the answer and the trace. */
export function Test() {
  const styles = useStyles();
  const { isReady, serviceId, apiId, operationId } = useApiManagementPlace();
  const service = useApimResource<Service>(serviceId, isReady);
  const api = useApimResource<Api>(apiId, isReady);
  const operation = useApimResource<Operation>(operationId, isReady);
  return (
    <Loaded query={operation} what="the operation">
      {(foundOperation) => (
        <Loaded query={api} what="the API">
          {(foundApi) => (
            <Loaded query={service} what="the service">
              {(foundService) => (
                <>
                  <h3 className={styles.title}>{foundOperation.properties.displayName}</h3>
                  <TestConsole
                    key={foundOperation.id}
                    service={foundService}
                    api={foundApi}
                    operation={foundOperation}
                  />
                </>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
