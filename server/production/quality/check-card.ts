import type { ApplicationFlag } from '../../../core/enrollment/flags.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { DomainError } from '../../../core/errors.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { printJobLifecycle } from '../../../core/lifecycle/print-job.ts'
import {
  type CardScan,
  compareScan,
  type ScanPart,
  scanParts,
} from '../../../core/production/compare-scan.ts'
import { type FailClass, type FailCodeName, failCodes } from '../../../core/production/fail-codes.ts'
import type { CheckMode } from '../../../core/production/quality-policy.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import { movableApplication, moveApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { finishBatchOf } from '../batches/next-job.ts'
import { spoilJob } from '../spoil-print-job.ts'
import { alarmIfHotListed } from '../stock/hot-list.ts'
import { officerIdOf } from '../stock/write-minutes.ts'
import { currentPolicy } from './current-policy.ts'
import { ribbonOf } from './ribbon-of.ts'
import { stackedCards } from './stacked-cards.ts'
import { stopFailingStation } from './stop-failing-station.ts'

const remaking: ApplicationFlag = 'REMAKING'

/** A card is not passed on sight alone. */
export class ScanNeeded extends DomainError<'SCAN_NEEDED'> {
  constructor() {
    super('SCAN_NEEDED', {
      vi: 'Trước khi cho đạt phải quét mã QR (hoặc đọc chip) của thẻ để đối chiếu với lệnh in. Nếu không đọc được, hãy đánh dấu không đạt.',
      en: 'Before it passes, scan the card’s QR or read its chip. If it cannot be read, fail it.',
    })
  }
}

/** What was read from the card is not what its job says. */
export class ScanContradicts extends DomainError<'SCAN_CONTRADICTS'> {
  constructor(parts: readonly ScanPart[]) {
    super(
      'SCAN_CONTRADICTS',
      {
        vi: 'Dữ liệu vừa quét không khớp với lệnh in: có thể đang cầm thẻ khác, hoặc thẻ in sai. Kiểm tra lại thẻ; nếu đúng thẻ này thì đánh dấu không đạt.',
        en: 'What was read is not what the job says: another card, or a wrong one. Look again; if it is this card, fail it.',
      },
      { parts: parts.join(' ') },
    )
  }
}

/** The officer who was in doubt does not decide it. */
export class AnotherLookNeeded extends DomainError<'ANOTHER_LOOK_NEEDED'> {
  constructor() {
    super('ANOTHER_LOOK_NEEDED', {
      vi: 'Thẻ này chờ người thứ hai xem. Người đã đề nghị xem lại không tự quyết định; mời cán bộ kiểm tra khác.',
      en: 'This card waits for a second look by another controller than the one who asked for it.',
    })
  }
}

/** The second look ends with a verdict. */
export class DecideNow extends DomainError<'DECIDE_NOW'> {
  constructor() {
    super('DECIDE_NOW', {
      vi: 'Thẻ này đã được xem lại lần thứ hai: phải chọn đạt hoặc không đạt.',
      en: 'This is the second look already: pass or fail.',
    })
  }
}

/** A card fails for a reason. */
export class FailCodeNeeded extends DomainError<'FAIL_CODE_NEEDED'> {
  constructor() {
    super('FAIL_CODE_NEEDED', {
      vi: 'Thẻ không đạt phải chọn lỗi, phím 1 đến 9.',
      en: 'Say what is wrong with the card, keys 1 to 9.',
    })
  }
}

export const verdicts = ['PASS', 'FAIL', 'SECOND_LOOK'] as const

export interface CardCheck {
  /** Of the print job. */
  readonly id: string
  readonly verdict: (typeof verdicts)[number]
  readonly failCode?: FailCodeName | null
  /** Where there is no code: a class only. */
  readonly failClass?: FailClass | null
  readonly scanned?: CardScan
}

/**
 * Kiểm tra chất lượng: one look at a card of the stack. A pass is compared with what was read from the card and makes the file PRODUCED;
 * a fail spoils card and blank, and a remake is planned; a doubt goes to another officer. A station that fails too often is stopped.
 */
export async function checkCard(app: App, actor: Actor, input: CardCheck): Promise<Movable> {
  demand(actor, 'print-job.check')
  const id = recordId(input.id, 'print job')
  const { state, stationId } = await app.db.$transaction(async (tx) => {
    const job = await stackedJob(tx, { id, officerId: officerIdOf(actor), verdict: input.verdict })
    const scanned = await acceptScan(tx, app, { job, actor, input })
    await keepCheck(tx, app, { job, actor, input, scanned })
    return { state: await carryOut(tx, app, { job, actor, input }), stationId: job.stationId }
  })
  if (input.verdict === 'FAIL' && stationId !== null) await stopFailingStation(app, actor, stationId)
  return state
}

type StackedJob = Awaited<ReturnType<typeof stackedJob>>
interface Checking {
  readonly job: StackedJob
  readonly actor: Actor
  readonly input: CardCheck
}

/** Locked, in the stack, and this officer's to decide. */
async function stackedJob(
  tx: Transaction,
  look: { readonly id: string; readonly officerId: string; readonly verdict: CardCheck['verdict'] },
) {
  await tx.$queryRaw`SELECT 1 FROM "PrintJob" WHERE "id" = ${look.id}::uuid FOR UPDATE`
  const job = await tx.printJob.findUnique({
    where: { id: look.id },
    include: {
      application: { select: { ...movableApplication, flags: true } },
      chipRecord: { select: { sodSha256: true } },
      checks: { orderBy: { seq: 'desc' }, take: 1 },
    },
  })
  if (!job) throw new NotFound('print job')
  const event = look.verdict === 'FAIL' ? 'fail' : 'pass'
  if (job.status !== 'STACKED') throw new TransitionRefused(printJobLifecycle.name, job.status, event)
  const [last] = job.checks
  if (last?.verdict === 'SECOND_LOOK') {
    if (last.officerId === look.officerId) throw new AnotherLookNeeded()
    if (look.verdict === 'SECOND_LOOK') throw new DecideNow()
  }
  return { ...job, key: job.id }
}

async function acceptScan(tx: Transaction, app: App, { job, actor, input }: Checking) {
  if (job.blankSerial !== null)
    await alarmIfHotListed(tx, app, { serial: job.blankSerial, place: 'QUALITY', actor })
  const expected = {
    face: cardFaceSchema.parse(job.face),
    sodSha256: job.chipRecord?.sodSha256 ?? null,
  }
  const compared = compareScan(expected, input.scanned ?? {})
  if (input.verdict === 'PASS') {
    const wrong = scanParts.filter((part) => compared[part] === false)
    if (wrong.length > 0) throw new ScanContradicts(wrong)
    if (!compared.qr && !compared.chip) throw new ScanNeeded()
  }
  return compared
}

async function keepCheck(
  tx: Transaction,
  app: App,
  { job, actor, input, scanned }: Checking & { readonly scanned: ReturnType<typeof compareScan> },
): Promise<void> {
  const code = input.failCode ?? null
  const failClass = code === null ? (input.failClass ?? null) : failCodes[code].failClass
  if (input.verdict === 'FAIL' && failClass === null) throw new FailCodeNeeded()
  const [stacked] = await stackedCards(tx, await currentPolicy(tx), Prisma.sql`j."id" = ${job.id}::uuid`)
  const mode: CheckMode = stacked?.mode ?? 'VOLUNTARY'
  await tx.qualityCheck.create({
    data: {
      jobId: job.id,
      officerId: officerIdOf(actor),
      at: instantAt(app.clock()),
      verdict: input.verdict,
      ...(input.verdict !== 'PASS' && { failClass, failCode: code }),
      mode,
      scanned,
      stationId: job.stationId,
      ribbon: await ribbonOf(tx, job),
    },
  })
}

async function carryOut(tx: Transaction, app: App, { job, actor, input }: Checking): Promise<Movable> {
  const at = app.clock()
  switch (input.verdict) {
    case 'FAIL': {
      const reason = input.failCode ?? input.failClass ?? ''
      return spoilJob(tx, app, { job, actor, event: 'fail', reason })
    }
    case 'PASS': {
      const passed = await move(tx, printJobLifecycle, job, { event: 'pass', actor, at })
      const flags = job.application.flags.filter((flag) => flag !== remaking)
      await moveApplication(tx, app, job.application, { event: 'make', actor, data: { flags } })
      await finishBatchOf(tx, job.id, { actor, at })
      return passed
    }
    case 'SECOND_LOOK':
      await audit(tx, {
        actor,
        at,
        action: 'print-job.second-look',
        subjectKind: 'print job',
        subjectId: job.id,
        details: { failCode: input.failCode ?? null },
      })
      return job
  }
}
