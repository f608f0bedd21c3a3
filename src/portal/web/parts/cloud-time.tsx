import { useStatus } from "../azure/gatehouse.ts";
import { timeApart } from "./time-apart.ts";

/** A time as the person's own clock writes it, and how far it is away by the cloud's clock. `seconds`: since the epoch. */
export function CloudTime({ seconds }: { readonly seconds: number }) {
  const { data } = useStatus();
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return <>{seconds}</>;
  return (
    <time dateTime={date.toISOString()}>
      {date.toLocaleString()}
      {data !== undefined && ` (${timeApart(date.getTime(), Date.parse(data.time))})`}
    </time>
  );
}
