import { Button } from "@fluentui/react-components";
import { BroomRegular } from "@fluentui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { gatehouse } from "../azure/gatehouse.ts";
import { Failure } from "../parts/loaded.tsx";

/** Empties the token cache of managed identities; says that it did. */
export function FlushButton() {
  const queries = useQueryClient();
  const flush = useMutation({
    mutationFn: () => gatehouse("/identity-cache", { method: "DELETE" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["gatehouse"] }),
  });
  return (
    <>
      <Button icon={<BroomRegular />} disabled={flush.isPending} onClick={() => flush.mutate()}>
        Flush the token cache
      </Button>
      <span role="status">{flush.isSuccess && "Flushed: the next token of every identity is a new one."}</span>
      <div role="alert">{flush.isError && <Failure error={flush.error} />}</div>
    </>
  );
}
