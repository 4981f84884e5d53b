import { type ActionRecord, actionRecordSchema, splitLines } from '../../../core/enrollment/evidence.ts'
import type { App } from '../../kernel/app.ts'

/** What the desk did for a file, from the chain that was believed when the file was admitted; nothing where it cannot be read. */
export async function readDeskActions(app: App, sha256: string | null): Promise<readonly ActionRecord[]> {
  const file = sha256 === null ? null : await app.blobs.get(sha256)
  const lines = (file && splitLines(new TextDecoder().decode(file))) ?? []
  return lines.map((line) => actionRecordSchema.parse(JSON.parse(line)))
}
