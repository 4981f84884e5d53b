import { joinLines } from '../../core/enrollment/evidence.ts'
import { actionsFile, capturesFile } from '../../core/enrollment/packet.ts'
import type { CaptureSession } from '../session/capture-session.ts'

/** What a session leaves behind of its captures and actions, as files of its packet. */
export function evidenceFiles({ captures, actions }: CaptureSession): ReadonlyMap<string, Uint8Array> {
  const encode = (lines: readonly string[]) => new TextEncoder().encode(joinLines(lines))
  return new Map([
    [capturesFile, encode(captures)],
    [actionsFile, encode(actions)],
  ])
}
