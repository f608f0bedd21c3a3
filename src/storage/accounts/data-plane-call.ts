import { ArmError, type ResourceRequest } from "../../resource-manager/index.ts";
import type { UpstreamAnswer } from "../azurite/upstream.ts";
import type { StorageService } from "../front/storage-error.ts";
import type { Account } from "./account.ts";
import { requestedAccount, type StorageManagement } from "./storage-management.ts";

/** One operation on the data plane, done by Resource Manager itself. */
export interface DataPlaneCall {
  readonly service: StorageService;
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An account, and the way to its data, for a resource that lives there. */
export interface DataPlane {
  readonly account: Account;
  /** Answers of 404 and of a `tolerated` status are returned; another error is thrown as Resource Manager's. */
  call(request: DataPlaneCall, tolerated?: number): Promise<UpstreamAnswer>;
}

/** The data plane of the account that `request` lies in. Throws Resource Manager's 404. */
export function dataPlaneOf(management: StorageManagement, request: ResourceRequest): DataPlane {
  const account = requestedAccount(management.resources, request);
  return {
    account,
    async call({ rawQuery = "", headers = {}, body = "", ...rest }, tolerated) {
      const key = management.keys.of(account.name).key1.value;
      const answer = await management.upstream.call(
        { ...rest, account: account.name, rawQuery },
        key,
        { ...headers },
        body,
      );
      if (answer.status < 400 || answer.status === 404 || answer.status === tolerated) return answer;
      throw toArmError(answer);
    },
  };
}

function toArmError({ status, headers, body }: UpstreamAnswer): ArmError {
  const message = /<Message>([^<\n]+)/.exec(body)?.[1] ?? /"value":"([^"\\]+)/.exec(body)?.[1];
  return new ArmError(
    status,
    headers["x-ms-error-code"] ?? "StorageError",
    message ?? "The storage service refused the request.",
  );
}
