import type { EnrolledFinger } from '../../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../../core/biometrics/positions.ts'
import { packTemplate, unpackTemplate } from '../../../core/biometrics/template-bytes.ts'
import { concatBytes } from '../../../core/bytes.ts'
import { DomainError } from '../../../core/errors.ts'

/** What lies in the gallery's table was cut short or altered. */
export class GalleryRecordUnreadable extends DomainError<'GALLERY_RECORD_UNREADABLE'> {
  constructor() {
    super('GALLERY_RECORD_UNREADABLE', {
      vi: 'Bản ghi trong kho vân tay bị hỏng. Hãy xóa và nạp lại người này.',
      en: 'A record of the gallery is damaged. Delete this person and insert them again.',
    })
  }
}

const mostTemplateBytes = 512

/*
 * Fingers of one person in the gallery's table:
 *   each finger   position 1 | bytes of the template n 2 | template n (template-bytes.ts)
 * The matcher's own form (person-record.ts) is six times as long and is made again when the gallery is read.
 */
export function packFingers(fingers: readonly EnrolledFinger[]): Uint8Array<ArrayBuffer> {
  const parts = fingers.map(({ position, template }) => {
    const bytes = packTemplate(template, mostTemplateBytes)
    return concatBytes(Uint8Array.of(position, bytes.length >> 8, bytes.length & 255), bytes)
  })
  return concatBytes(...parts)
}

/** Throws GalleryRecordUnreadable. */
export function unpackFingers(record: Uint8Array): EnrolledFinger[] {
  const fingers: EnrolledFinger[] = []
  for (let at = 0; at < record.length;) {
    const position = fingerPositions.find((known) => known === record[at])
    const length = ((record[at + 1] ?? 0) << 8) | (record[at + 2] ?? 0)
    const bytes = record.subarray(at + 3, at + 3 + length)
    if (!position || length === 0 || bytes.length < length) throw new GalleryRecordUnreadable()
    fingers.push({ position, template: readTemplate(bytes) })
    at += 3 + length
  }
  if (fingers.length === 0) throw new GalleryRecordUnreadable()
  return fingers
}

function readTemplate(bytes: Uint8Array) {
  try {
    return unpackTemplate(bytes)
  } catch (error) {
    if (error instanceof DomainError) throw new GalleryRecordUnreadable()
    throw error
  }
}
