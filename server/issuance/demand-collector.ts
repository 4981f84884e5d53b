import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'
import {
  type Authorisation,
  type Collector,
  type CollectorPerson,
  mayBeRepresented,
} from '../../core/issuance/collectors.ts'
import { reasonsToComeInPerson } from '../../core/issuance/in-person.ts'
import type { App } from '../kernel/app.ts'
import type { WaitingCard } from './waiting-card.ts'

/** Nobody is represented who can come, or send a proxy. */
export class NoRepresentative extends DomainError<'NO_REPRESENTATIVE'> {
  constructor() {
    super('NO_REPRESENTATIVE', {
      vi: 'Chủ thẻ không thuộc diện có người đại diện nhận thay. Mời chủ thẻ đến, hoặc ủy quyền bằng giấy ủy quyền.',
      en: 'Nobody represents this holder. Ask the holder to come, or to send a proxy with a letter of authorisation.',
    })
  }
}

/** The file names somebody else as the representative. */
export class OtherRepresentative extends DomainError<'OTHER_REPRESENTATIVE'> {
  constructor() {
    super('OTHER_REPRESENTATIVE', {
      vi: 'Hồ sơ ghi người đại diện khác. Mời đúng người đại diện ghi trong hồ sơ; người khác nhận thay phải có giấy ủy quyền.',
      en: 'The file names another representative. Ask for that person; anybody else needs a letter of authorisation.',
    })
  }
}

/** Who takes a card for somebody else is named, and so is the letter. */
export class CollectorUnknown extends DomainError<'COLLECTOR_UNKNOWN'> {
  constructor(missing: 'PERSON' | 'AUTHORISATION' | 'DAY') {
    super('COLLECTOR_UNKNOWN', unknown[missing], { missing })
  }
}

const unknown: Readonly<Record<'PERSON' | 'AUTHORISATION' | 'DAY', Bilingual>> = {
  PERSON: {
    vi: 'Quét thẻ hoặc nhập họ tên, số định danh của người nhận thay; người đó không thể là chính chủ thẻ.',
    en: 'Scan the card or type name and number of who takes it for the holder; it cannot be the holder.',
  },
  AUTHORISATION: {
    vi: 'Người được ủy quyền phải có giấy ủy quyền: nhập số, ngày và đính kèm bản chụp.',
    en: 'A proxy needs a letter of authorisation: enter its number and day and attach a scan.',
  },
  DAY: {
    vi: 'Ngày của giấy ủy quyền không thể sau hôm nay.',
    en: 'The letter of authorisation cannot be of a later day.',
  },
}

/** The person's own card is locked or revoked. */
export class CollectorCardNotInForce extends DomainError<'COLLECTOR_CARD_NOT_IN_FORCE'> {
  constructor() {
    super('COLLECTOR_CARD_NOT_IN_FORCE', {
      vi: 'Thẻ của người nhận thay không còn hiệu lực. Không trả thẻ; kiểm tra giấy tờ của người này.',
      en: 'The card of who came is not in force. Keep the card and look at this person’s papers.',
    })
  }
}

/** Somebody has to compare the holder's fingers. */
export class HolderMustCome extends DomainError<'HOLDER_MUST_COME'> {
  constructor({ code, why }: { readonly code: string; readonly why: Bilingual }) {
    super(
      'HOLDER_MUST_COME',
      {
        vi: `Chủ thẻ phải tự đến để đối chiếu vân tay: ${why.vi}.`,
        en: `The holder has to come and be compared: ${why.en}.`,
      },
      { reason: code },
    )
  }
}

export interface CollectorAtCounter {
  readonly card: WaitingCard
  readonly collector: Exclude<Collector, 'HOLDER'>
  readonly person: CollectorPerson | null
  readonly authorisation: Authorisation | null
  readonly on: CalendarDate
}

/** Whether this person may take the card for its holder. */
export async function demandCollector(
  app: Pick<App, 'db'>,
  { card, collector, person, authorisation, on }: CollectorAtCounter,
): Promise<void> {
  if (person === null || person.number === card.number) throw new CollectorUnknown('PERSON')
  const file = card.application
  if (collector === 'REPRESENTATIVE') {
    if (!mayBeRepresented({ ...file, captured: await isCaptured(app, file) }, on))
      throw new NoRepresentative()
    const { representativeNumber: named } = file
    if (named !== null && named !== person.number) throw new OtherRepresentative()
  } else {
    const [reason] = reasonsToComeInPerson(file)
    if (reason) throw new HolderMustCome(reason)
    if (authorisation === null) throw new CollectorUnknown('AUTHORISATION')
    if (authorisation.on > on) throw new CollectorUnknown('DAY')
  }
  await demandOwnCard(app, person.number)
}

async function isCaptured(
  app: Pick<App, 'db'>,
  { id, portraitSha256 }: WaitingCard['application'],
): Promise<boolean> {
  if (portraitSha256 !== null) return true
  const [references, samples] = await Promise.all([
    app.db.biometricReference.count({ where: { applicationId: id, templates: { some: {} } } }),
    app.db.biometricSample.count({ where: { applicationId: id, kind: 'FINGER', sha256: { not: null } } }),
  ])
  return references + samples > 0
}

/** What this system knows of the card that was shown; one of another era may be unknown to it. */
async function demandOwnCard(app: Pick<App, 'db'>, number: string): Promise<void> {
  const resident = await app.db.resident.findFirst({ where: { number }, select: { id: true } })
  if (!resident) return
  const cards = await app.db.card.findMany({ where: { residentId: resident.id }, select: { status: true } })
  const isBarred = cards.some(({ status }) => status === 'LOCKED' || status === 'REVOKED')
  if (isBarred && !cards.some(({ status }) => status === 'ACTIVE')) throw new CollectorCardNotInForce()
}
