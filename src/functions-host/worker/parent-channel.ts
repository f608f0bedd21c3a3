import type { MessageFromApp, MessageToApp } from "../protocol.ts";

const channel = process.send?.bind(process);

/** Sends a message to the parent. After the parent is gone there is nobody to tell. */
export function tellParent(message: MessageFromApp): void {
  if (channel !== undefined && process.connected) channel(message, () => {});
}

/**
 * Takes the parent's messages, and takes the channel out of the app's sight: to the app's code this is a process like the one that
 * Azure starts, which has no `process.send`.
 *
 * @param onMessage the parent is the same program, so its messages aren't checked again.
 * @param onOrphaned the parent has died.
 */
export function listenToParent(onMessage: (message: MessageToApp) => void, onOrphaned: () => void): void {
  process.on("message", (message) => onMessage(message as MessageToApp));
  process.once("disconnect", onOrphaned);
  Reflect.deleteProperty(process, "send");
}
