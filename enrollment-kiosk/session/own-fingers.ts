/**
 * The officers' own fingers, by which a capture is told to be the officer's and not the applicant's. Each officer's lie under
 * the key that only their sign-in or PIN opens, and are never sent anywhere.
 *   own-fingers/<officer>.box
 */
import { join } from 'node:path'
import { z } from 'zod'
import {
  readDeskTemplate,
  writeDeskTemplate,
  type DeskTemplate,
} from '../../core/biometrics/desk-template.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import { makePrivateDirectory, readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import { boxOf } from '../store/box.ts'
import type { SignedInOfficer } from '../sync/officers.ts'

type Owner = Pick<SignedInOfficer, 'officerId' | 'dataKey'>

export interface OwnFingers {
  of(officer: Owner): Promise<readonly EnrolledFinger[]>
  /** On disk when this resolves; in place of the same finger of before. */
  keep(officer: Owner, finger: DeskTemplate): Promise<void>
}

const storedSchema = z.record(z.string(), z.base64())

export async function openOwnFingers(directory: string): Promise<OwnFingers> {
  const folder = join(directory, 'own-fingers')
  await makePrivateDirectory(folder)
  const pathOf = (id: string) => join(folder, `${id}.box`)
  const placeOf = (id: string) => `own-fingers/${id}`

  async function stored({ officerId, dataKey }: Owner): Promise<Record<string, string>> {
    const box = await readIfPresent(pathOf(officerId))
    if (!box) return {}
    try {
      const content = boxOf(dataKey).open(box, placeOf(officerId))
      return storedSchema.parse(JSON.parse(new TextDecoder().decode(content)))
    } catch {
      // An officer whose key was made anew gives the fingers again.
      return {}
    }
  }

  return {
    async of(officer) {
      const records = await stored(officer)
      return fingerPositions.flatMap((position) => {
        const record = records[position]
        if (record === undefined) return []
        return [{ position, template: readDeskTemplate(Buffer.from(record, 'base64'), position) }]
      })
    },
    async keep(officer, finger) {
      const { officerId, dataKey } = officer
      const record = Buffer.from(writeDeskTemplate(finger)).toString('base64')
      const content = JSON.stringify({ ...(await stored(officer)), [finger.position]: record })
      const box = boxOf(dataKey).close(new TextEncoder().encode(content), placeOf(officerId))
      await writeDurably(pathOf(officerId), box)
    },
  }
}
