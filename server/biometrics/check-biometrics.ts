import { packTemplate } from '../../core/biometrics/template-bytes.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { audit } from '../kernel/audit.ts'
import type { Transaction } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { type StageRun, startNextStage } from '../kernel/stages.ts'
import { requestSearch } from './abis/request-search.ts'
import { compareFingers, earlierFlags } from './compare-captures.ts'
import { type ExaminedFinger, examineCaptures, type WithFingerReader } from './examine-captures.ts'
import { examinePortrait } from './examine-portrait.ts'
import type { FaceEngine } from './face-engine.ts'
import { keepReference, type KeptTemplate } from './keep-reference.ts'
import { tallyCaptures } from './quality/tally-captures.ts'
import { type CheckedFile, takeEarlierBiometrics, type WithReturnToDesk } from './take-earlier-biometrics.ts'

/** What the stage needs of others. */
export type CheckingApp = WithFingerReader &
  WithReturnToDesk & {
    readonly faces: FaceEngine
    /** A number from 0 up to 1, anew for each file: which files are read again without a doubt about them. */
    readonly draw: () => number
  }

/** The last answer wakes the file; this long after, it is looked for. */
const answerLostMs = 60_000

/**
 * The stage between admission and the search for duplicates: the desk's templates become those that are searched, unless there
 * is a doubt about them. A random share, and every finger in doubt, is read again from its image, in threads of its own. A
 * template that is not of its image sends the file back, and so does a portrait that shows nobody or several people; fingers
 * unlike the person's earlier ones are flagged for people.
 */
export async function checkBiometrics(app: CheckingApp, run: StageRun): Promise<void> {
  const file = await app.db.application.findUniqueOrThrow({
    where: { id: run.applicationId },
    select: {
      id: true,
      status: true,
      version: true,
      stepDates: true,
      flags: true,
      residentId: true,
      biometricsFromId: true,
      samples: { where: { kind: { in: ['FINGER', 'FACE'] } } },
    },
  })
  const { residentId } = file
  if (file.status !== 'SCREENING' || !residentId) return app.db.$transaction((tx) => run.finish(tx))
  if (file.flags.includes('EARLIER_BIOMETRICS'))
    return takeEarlierBiometrics(app, run, { ...file, residentId })
  const rereadAll = app.draw() < app.env.biometrics.recheckShare
  const ofKind = (kind: string) => file.samples.filter((sample) => sample.kind === kind)
  const [examined, portrait] = await Promise.all([
    examineCaptures(app, ofKind('FINGER'), { rereadAll }),
    examinePortrait(app, ofKind('FACE')[0] ?? null, { recheck: rereadAll }),
  ])
  const compared = await compareFingers(app, { id: file.id, residentId }, comparable(examined))
  const reasons = [...reasonsOf(examined, compared.repeated), ...(portrait?.reasons ?? [])]
  await app.db.$transaction(async (tx) => {
    if (reasons.length > 0) {
      await app.returnToDesk(tx, file, { actor: run.actor, reasons })
    } else {
      const flags = [
        ...file.flags.filter((flag) => !earlierFlags.some((one) => one === flag)),
        ...compared.flags,
      ]
      await keepFlags(tx, file, flags)
      const templates = examined.flatMap(keptTemplate)
      const referenceId = await keepReference(tx, app, { applicationId: file.id, residentId, templates })
      // Asked here already, the next stage begins when the answer is there.
      const asked = referenceId !== null && (await requestSearch(tx, app, { referenceId, anew: true }))
      const dueInMs = asked ? answerLostMs : 0
      await startNextStage(tx, app, {
        after: 'check-biometrics',
        applicationId: file.id,
        tags: flags,
        dueInMs,
      })
    }
    await keepQualities(tx, [...examined, ...(portrait ? [portrait] : [])])
    await auditRecheck(tx, app, { run, examined })
    await tallyCaptures(tx, app, { applicationId: file.id })
    await run.finish(tx)
  })
}

function comparable(examined: readonly ExaminedFinger[]) {
  return examined.flatMap(({ position, template }) => (template ? [{ position, template }] : []))
}

function reasonsOf(examined: readonly ExaminedFinger[], repeated: boolean): ApplicationReason[] {
  const found = (finding: ExaminedFinger['finding']) => examined.some((finger) => finger.finding === finding)
  return [
    ...(found('MISMATCH') ? (['TEMPLATE_MISMATCH'] as const) : []),
    ...(found('NO_FINGER') ? (['FINGERS_UNCLEAR'] as const) : []),
    ...(repeated ? (['FINGERS_REPEATED'] as const) : []),
  ]
}

/** The row is held from here on, as it was when its captures were read: another packet of the file may have come meanwhile. */
async function keepFlags(tx: Transaction, file: CheckedFile, flags: readonly string[]): Promise<void> {
  const { id, status, version } = file
  const held = await tx.application.updateMany({
    where: { id, status, version },
    data: { flags: [...flags] },
  })
  if (held.count !== 1) throw new StaleVersion('application')
}

const mostTemplateBytes = 512

function keptTemplate({ position, template, quality, source, sample }: ExaminedFinger): KeptTemplate[] {
  if (!template) return []
  const bytes = packTemplate(template, mostTemplateBytes)
  return [{ position, bytes, quality, source, imageSha256: sample.sha256 }]
}

/** What the server measured stands where the desk had nothing to say, or nothing to be believed. */
async function keepQualities(
  tx: Transaction,
  examined: readonly (Pick<ExaminedFinger, 'quality'> & {
    readonly sample: Pick<ExaminedFinger['sample'], 'id' | 'quality'>
  })[],
): Promise<void> {
  for (const { sample, quality } of examined) {
    if (quality === sample.quality) continue
    await tx.biometricSample.updateMany({ where: { id: sample.id }, data: { quality } })
  }
}

/** Nothing was looked at where the desk's word stands. */
async function auditRecheck(
  tx: Transaction,
  app: CheckingApp,
  { run, examined }: { readonly run: StageRun; readonly examined: readonly ExaminedFinger[] },
): Promise<void> {
  const reread = examined.filter((finger) => finger.reread)
  if (reread.length === 0) return
  const count = (test: (finger: ExaminedFinger) => boolean) => reread.filter(test).length
  await audit(tx, {
    actor: run.actor,
    at: app.clock(),
    action: 'biometrics.reread',
    subjectKind: 'application',
    subjectId: run.applicationId,
    details: {
      fingers: reread.length,
      doubted: count(({ doubts }) => doubts.length > 0),
      mismatched: count(({ finding }) => finding === 'MISMATCH'),
      unclear: count(({ finding }) => finding === 'NO_FINGER'),
    },
  })
}
