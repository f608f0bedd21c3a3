/** An answer that the module gives itself; the app doesn't see the request. */
export interface EasyAuthAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
