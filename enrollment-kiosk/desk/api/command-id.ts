/** What makes a command this command: the same press again has the same marks, and so the same id. */
export interface CommandMarks {
  /** Session and its revision, or another name for what is acted on. */
  readonly scope: string
  readonly method: string
  readonly path: string
  readonly body: string
  /** How often this command has been answered already: pressed after an answer, it is meant anew. */
  readonly answered: number
}

/** The id under which the agent knows a command: it acts once, however often the id comes. */
export async function commandId({ scope, method, path, body, answered }: CommandMarks): Promise<string> {
  const text = [scope, method, path, body, answered].join('\n')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest).subarray(0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
