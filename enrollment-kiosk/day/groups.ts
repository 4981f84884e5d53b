import type { GroupMember, GroupView } from '../../core/contracts/desk/day.ts'
import { epochOf, instantOf } from '../clock.ts'
import type { CaptureSession } from '../session/capture-session.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Drafts } from '../session/drafts.ts'
import type { RegistrySubject } from '../sync/registry.ts'
import type { DayBook } from './day-book.ts'
import type { GroupCard } from './group-card.ts'

interface Grouping {
  readonly clock: () => number
  readonly dayBook: DayBook
  readonly drafts: Pick<Drafts, 'list'>
  readonly outbox: Pick<Outbox, 'findByApplication'>
}

/** Mobile sessions last for days; then nobody needs what their families had in common. */
const keptMs = 7 * 86_400_000

/**
 * Notes that a file belongs to its group and, of the first one that has details, what the others begin with. The first file
 * may name itself; drafts go away with their receipt, this stays for a week.
 */
export async function noteInGroup({ clock, dayBook }: Grouping, session: CaptureSession): Promise<void> {
  const { group, id, details } = session
  if (group === null) return
  const known = dayBook.get('own').groups[group]
  const first = id === group || !known?.shared
  const shared = details && first ? sharedOf(details) : (known?.shared ?? null)
  const files = [...new Set([group, ...(known?.files ?? []), id])]
  const card: GroupCard = { at: instantOf(clock()), files, shared }
  if (known && JSON.stringify({ ...known, at: '' }) === JSON.stringify({ ...card, at: '' })) return
  await dayBook.change((own) => {
    const fresh = Object.entries(own.groups).filter(([, { at }]) => epochOf(at) > clock() - keptMs)
    return { own: { ...own, groups: { ...Object.fromEntries(fresh), [group]: card } }, answer: undefined }
  })
}

function sharedOf(details: NonNullable<CaptureSession['details']>): GroupCard['shared'] {
  const { channel, person, representative, contact, delivery } = details
  const { residence, residenceUnit } = person
  return { channel, residence, residenceUnit, representative, contact, delivery }
}

/**
 * What a new file of the group begins with in its Details pane; nothing is accepted before the officer has seen it. Where the
 * registry knows the applicant's address, the family's says nothing against it.
 */
export function groupPrefill(
  { dayBook, drafts }: Grouping,
  {
    group,
    registered,
  }: { readonly group: string | null; readonly registered: RegistrySubject['person'] | null },
): Record<string, unknown> {
  if (group === null) return {}
  const first = drafts.list().find(({ id }) => id === group)?.details
  const shared = dayBook.get('own').groups[group]?.shared ?? (first ? sharedOf(first) : null)
  if (!shared) return {}
  const { residence, residenceUnit, ...rest } = shared
  const address = registered?.residence ? {} : { person: { residence, residenceUnit } }
  return { details: { ...rest, ...address } }
}

/** The files of a group and how far each is. */
export function groupView({ dayBook, drafts, outbox }: Grouping, group: string): GroupView {
  const card = dayBook.get('own').groups[group]
  const sessions = new Map(drafts.list().map((session) => [session.id, session]))
  const named = [...sessions.values()].filter((session) => session.group === group).map(({ id }) => id)
  const codes = [...new Set([...(card?.files ?? []), ...named])]
  const files = codes.flatMap((code): readonly GroupMember[] => {
    const session = sessions.get(code)
    const packet = outbox.findByApplication(code)
    if (!session && !packet) return []
    const name = session?.details?.person.name ?? session?.registry?.person.name ?? null
    return [{ code, name, state: session?.state ?? 'SEALED', outbox: packet?.state ?? null }]
  })
  return { group, files }
}
