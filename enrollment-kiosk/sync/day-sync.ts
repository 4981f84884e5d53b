/** The day's stages of a synchronisation: what this desk did goes up, bookings, people and reference data come down. */
import {
  type Booking,
  type DayReport,
  dayReportAnswerSchema,
  kioskDaySchema,
  kioskReferenceSchema,
  type SubjectSnapshot,
  subjectsAnswerSchema,
} from '../../core/contracts/kiosk-day.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { DayBook, OwnDay } from '../day/day-book.ts'
import type { Kiosk } from '../session/kiosk.ts'
import type { SyncStage } from './sync-steps.ts'

type Syncing = Pick<Kiosk, 'clock' | 'dayBook' | 'installation' | 'progress'>

const waitForNetwork = {
  vi: 'Kiểm tra dây mạng; máy tự thử lại và tải tiếp từ chỗ dừng.',
  en: 'Check the network cable; the kiosk tries again and goes on where it stopped.',
} as const

export function daySyncStages(kiosk: Syncing): readonly SyncStage[] {
  return [
    {
      name: 'DAY_REPORT',
      text: {
        vi: 'Báo số thứ tự, lượt đến hẹn và đối soát ngày.',
        en: 'Reporting numbers, check-ins and closed days.',
      },
      remedy: waitForNetwork,
      run: () => reportDay(kiosk),
    },
    {
      name: 'REFERENCE',
      text: { vi: 'Tải danh mục địa giới và nơi trả thẻ.', en: 'Fetching units and places of collection.' },
      remedy: waitForNetwork,
      run: () => fetchReference(kiosk),
    },
    {
      name: 'BOOKINGS',
      text: {
        vi: 'Tải lịch hẹn 7 ngày và hồ sơ trả lại.',
        en: 'Fetching seven days of bookings and returned files.',
      },
      remedy: waitForNetwork,
      run: () => fetchDay(kiosk),
    },
    {
      name: 'SUBJECTS',
      text: {
        vi: 'Tải dữ liệu dân cư của người đã đặt hẹn.',
        en: 'Fetching the registry’s data of those who booked.',
      },
      remedy: waitForNetwork,
      run: () => fetchSubjects(kiosk),
    },
  ]
}

const mostInReport = 500

/** What was told is no longer untold, unless it changed while it was being told. */
async function reportDay({ dayBook, installation }: Syncing): Promise<void> {
  for (let report = reportOf(dayBook.get('own')); report; report = reportOf(dayBook.get('own'))) {
    await installation.client().postJson('/kiosk/day-report', report, dayReportAnswerSchema)
    const told = report
    await dayBook.change((own) => ({ own: { ...own, untold: stillUntold(own, told) }, answer: undefined }))
  }
}

function reportOf(own: OwnDay): DayReport | null {
  const { untold, checkIns, closings } = own
  const wanted = new Set(untold.tickets)
  const tickets = own.tickets.filter(({ id }) => wanted.has(id)).slice(0, mostInReport)
  const report: DayReport = {
    tickets,
    checkIns: untold.checkIns
      .flatMap((appointment) => {
        const at = checkIns[appointment]
        return at ? { appointment, at } : []
      })
      .slice(0, mostInReport),
    closings: untold.closings.flatMap((day) => closings[day] ?? []),
  }
  const nothing = report.tickets.length + report.checkIns.length + report.closings.length === 0
  return nothing ? null : report
}

function stillUntold(own: OwnDay, told: DayReport): OwnDay['untold'] {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const ticket = (id: string) => own.tickets.find((one) => one.id === id)
  return {
    tickets: own.untold.tickets.filter(
      (id) => !told.tickets.some((one) => one.id === id && same(one, ticket(id))),
    ),
    checkIns: own.untold.checkIns.filter((id) => !told.checkIns.some((one) => one.appointment === id)),
    closings: own.untold.closings.filter(
      (day) => !told.closings.some((one) => one.day === day && same(one, own.closings[day])),
    ),
  }
}

async function fetchReference({ dayBook, installation }: Syncing): Promise<void> {
  const known = dayBook.get('reference')?.tag ?? null
  const client = installation.client()
  const fetched = await client.fetchTagged('/kiosk/reference', known, kioskReferenceSchema)
  if (fetched) await dayBook.put('reference', fetched)
}

async function fetchDay({ clock, dayBook, installation, progress }: Syncing): Promise<void> {
  const known = dayBook.get('synced')?.tag ?? null
  const fetched = await installation.client().fetchTagged('/kiosk/day', known, kioskDaySchema)
  if (!fetched) return
  await dayBook.put('synced', fetched)
  await forgetPast(dayBook, calendarDateAt(clock()))
  progress.emit({ type: 'sync' })
}

/** People whose bookings are gone, and check-ins of bookings that are gone, are nobody's business here any more. */
async function forgetPast(dayBook: DayBook, today: string): Promise<void> {
  const bookings = dayBook.get('synced')?.content.bookings ?? []
  const numbers = new Set(bookings.map(({ number }) => number))
  const subjects = dayBook.get('subjects')
  const kept = subjects.filter(({ number }) => numbers.has(number))
  if (kept.length < subjects.length) await dayBook.put('subjects', kept)
  const ids = new Set(bookings.map(({ id }) => id))
  await dayBook.change((own) => {
    const known = ([id]: readonly [string, string]) => ids.has(id) || own.untold.checkIns.includes(id)
    const checkIns = Object.fromEntries(Object.entries(own.checkIns).filter(known))
    const recent = Object.entries(own.closings).filter(([day]) => day.slice(0, 7) >= monthBefore(today))
    return { own: { ...own, checkIns, closings: Object.fromEntries(recent) }, answer: undefined }
  })
}

const monthBefore = (day: string) => {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

const subjectsAtOnce = 50

/** Asks for people that are not here in the version of the server, some at a time; each answer is kept before the next question. */
async function fetchSubjects({ dayBook, installation, progress }: Syncing): Promise<void> {
  const wanted = wantedSubjects(dayBook)
  for (let i = 0; i < wanted.length; i += subjectsAtOnce) {
    const appointments = wanted.slice(i, i + subjectsAtOnce).map(({ id }) => id)
    const answer = await installation
      .client()
      .postJson('/kiosk/subjects', { appointments }, subjectsAnswerSchema)
    await dayBook.put('subjects', merged(dayBook.get('subjects'), answer.subjects))
    progress.emit({ type: 'sync' })
  }
}

/** A record that is kept elsewhere tells no version: it is asked for once. */
function wantedSubjects(dayBook: DayBook): readonly Booking[] {
  const bookings = dayBook.get('synced')?.content.bookings ?? []
  const held = new Map(dayBook.get('subjects').map((one) => [String(one.number), one]))
  return bookings.filter(({ number, subjectVersion, preRegistration, status }) => {
    if (number === null || (status !== 'BOOKED' && status !== 'CHECKED_IN')) return false
    const one = held.get(number)
    if (one === undefined || one.preRegistered?.id !== preRegistration) return true
    return subjectVersion !== null && one.version !== subjectVersion
  })
}

function merged(held: readonly SubjectSnapshot[], fetched: readonly SubjectSnapshot[]): SubjectSnapshot[] {
  const fresh = new Set(fetched.map(({ number }) => number))
  return [...held.filter(({ number }) => !fresh.has(number)), ...fetched]
}
