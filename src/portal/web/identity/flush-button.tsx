import { Button } from "@fluentui/react-components";
import { BroomRegular } from "@fluentui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { gatehouse } from "../azure/gatehouse.ts";
import { Failure } from "../parts/loaded.tsx";

/** Empties the token cache of managed identities; says that it did. */
export function FlushButton({ onFlushed }: { readonly onFlushed?: () => void }) {
  const queries = useQueryClient();
  const flush = useMutation({
    mutationFn: () => gatehouse("/identity-cache", { method: "DELETE" }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["gatehouse"] });
      onFlushed?.();
    },
  });
  return (
    <>
      <Button icon={<BroomRegular />} disabled={flush.isPending} onClick={() => flush.mutate()}>
        Flush the token cache
      </Button>
      {flush.isSuccess && <span role="status">Flushed: the next token of every identity is a new one.</span>}
      {flush.isError && <Failure error={flush.error} />}
    </>
  );
}
