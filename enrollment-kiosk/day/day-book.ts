/**
 * The day at this desk, on disk under the station's key: both officers work with it, and the network may be away for days.
 *   day/synced.box      bookings, numbers of others, and returned files, as the server last said
 *   day/subjects.box    the registry's data of those who booked
 *   day/reference.box   units, places of collection, forecast
 *   day/own.box         what this desk did: numbers given, check-ins, closed days, groups
 */
import { join } from 'node:path'
import { z, type ZodType } from 'zod'
import {
  dayReportSchema,
  dayTicketSchema,
  kioskDaySchema,
  kioskReferenceSchema,
  subjectSnapshotSchema,
} from '../../core/contracts/kiosk-day.ts'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { makePrivateDirectory } from '../outbox/durable-file.ts'
import { BoxDamaged } from '../store/refusals.ts'
import type { StationVault } from '../store/station-vault.ts'
import { groupCardSchema } from './group-card.ts'

const tagged = <T extends ZodType>(content: T) => z.object({ tag: z.string(), content })

const ownSchema = z.object({
  tickets: z.array(dayTicketSchema),
  /** By appointment: when its applicant came. */
  checkIns: z.record(z.string(), z.iso.datetime()),
  /** By day; the last closing counts. */
  closings: z.record(z.string(), dayReportSchema.shape.closings.element),
  /** What the server has not been told yet: ids of tickets and appointments, days. */
  untold: z.object({
    tickets: z.array(z.string()),
    checkIns: z.array(z.string()),
    closings: z.array(z.string()),
  }),
  groups: z.record(z.string(), groupCardSchema),
})
export type OwnDay = z.infer<typeof ownSchema>

const shapes = {
  synced: tagged(kioskDaySchema).nullable(),
  subjects: z.array(subjectSnapshotSchema),
  reference: tagged(kioskReferenceSchema).nullable(),
  own: ownSchema,
}
type Shapes = typeof shapes
type Content<Name extends keyof Shapes> = z.infer<Shapes[Name]>

const empty: { readonly [Name in keyof Shapes]: Content<Name> } = {
  synced: null,
  subjects: [],
  reference: null,
  own: {
    tickets: [],
    checkIns: {},
    closings: {},
    untold: { tickets: [], checkIns: [], closings: [] },
    groups: {},
  },
}

export interface DayBook {
  get<Name extends keyof Shapes>(name: Name): Content<Name>
  /** On disk when this resolves. */
  put<Name extends keyof Shapes>(name: Name, content: Content<Name>): Promise<void>
  /** Changes what this desk did, one change after the other; on disk when this resolves. */
  change<T>(change: (own: OwnDay) => { readonly own: OwnDay; readonly answer: T }): Promise<T>
}

/** Opens what the last run left. What came from the server and cannot be read is fetched again. */
export async function openDayBook(directory: string, vault: StationVault): Promise<DayBook> {
  await makePrivateDirectory(join(directory, 'day'))
  const held = {
    synced: await readPart(vault, 'synced'),
    subjects: await readPart(vault, 'subjects'),
    reference: await readPart(vault, 'reference'),
    own: await readPart(vault, 'own'),
  }
  const inTurn = oneAtATime()

  async function put<Name extends keyof Shapes>(name: Name, content: Content<Name>): Promise<void> {
    await vault.write(`day/${name}`, new TextEncoder().encode(JSON.stringify(content)))
    Object.assign(held, { [name]: content })
  }

  return {
    get: <Name extends keyof Shapes>(name: Name) => held[name] as Content<Name>,
    put,
    change: (change) =>
      inTurn(async () => {
        const { own, answer } = change(held.own)
        await put('own', own)
        return answer
      }),
  }
}

async function readPart<Name extends keyof Shapes>(vault: StationVault, name: Name): Promise<Content<Name>> {
  try {
    const stored = await vault.read(`day/${name}`)
    if (!stored) return empty[name]
    const parsed = shapes[name].safeParse(JSON.parse(new TextDecoder().decode(stored)))
    return parsed.success ? (parsed.data as Content<Name>) : empty[name]
  } catch (error) {
    if (error instanceof BoxDamaged) return empty[name]
    throw error
  }
}
