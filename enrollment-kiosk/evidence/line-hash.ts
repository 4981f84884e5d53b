import { sha256Of } from '../outbox/outbox.ts'

/** SHA-256 of a line as it stands in its file, without the line feed: what the next line names. */
export function hashOfLine(line: string): string {
  return sha256Of(new TextEncoder().encode(line))
}
