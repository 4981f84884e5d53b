/** Files before the stage that checks their captures, and that stage with chance in the test's hand. */
import type { CapturedFinger } from '../../core/enrollment/packet.ts'
import { checkBiometrics, type CheckingApp } from '../../server/biometrics/check-biometrics.ts'
import { moveApplication } from '../../server/enrollment/move-application.ts'
import { receivePacket } from '../../server/enrollment/receive-packet.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { stagesOf } from '../../server/jobs/tasks.ts'
import { runStage, type Stage } from '../../server/kernel/stages.ts'
import type { Desk } from './desk.ts'
import type { Hands } from './hands.ts'
import { drawPortrait, type PacketChanges, sealedPacket } from './packets.ts'
import { type Applicant, registerResident } from './people.ts'
import { fileOf } from './pipeline.ts'

export const stageName = 'check-biometrics'

/** Of a share of one half, drawn for a file: it is not among those that are read again, or it is. */
export const never = () => 0.5
export const always = () => 0.49
export const shareOfOneHalf = { BIOMETRICS_RECHECK_SHARE: '0.5', BIOMETRICS_THREADS: '1' } as const

export function checkingStage(
  app: ServerApp,
  draw: () => number = never,
  changes: Partial<CheckingApp> = {},
): Stage {
  const checking: CheckingApp = {
    ...app,
    draw,
    returnToDesk: (tx, file, why) => moveApplication(tx, app, file, { event: 'returnToDesk', ...why }),
    ...changes,
  }
  return { name: stageName, timeoutMs: 30_000, maxAttempts: 3, run: (run) => checkBiometrics(checking, run) }
}

/** Brings a file to the stage and no further. */
export async function admittedFile(desk: Desk, changes: PacketChanges, applicant?: Applicant) {
  const { app } = desk
  const packet = await sealedPacket(desk, applicant ?? (await registerResident(app)), changes)
  await receivePacket(app, desk.kiosk.actor, { applicationCode: packet.code, bytes: packet.bytes })
  const file = await fileOf(app, packet.code)
  const admission = stagesOf(app).find(({ name }) => name === 'admit-application')
  if (!admission) throw new RangeError('no admission')
  await runStage(app, admission, file.id)
  return { packet, ...(await fileOf(app, packet.code)) }
}

/** What a desk sends of these hands. */
export function packetOf(hands: Hands, fingers: readonly CapturedFinger[] = hands.fingers): PacketChanges {
  return {
    manifest: { fingers: [...fingers] },
    template: hands.template,
    picture: async (name) => hands.pictures.get(name) ?? drawPortrait(),
  }
}

/** A finger with something else said of its impressions. */
export const impressionsWith =
  (change: Partial<CapturedFinger['impressions'][number]>) =>
  (finger: CapturedFinger): CapturedFinger => ({
    ...finger,
    impressions: finger.impressions.map((impression) => ({ ...impression, ...change })),
  })

/** The fingers with the one at this position changed. */
export function changedAt(
  fingers: readonly CapturedFinger[],
  position: number,
  change: (finger: CapturedFinger) => CapturedFinger,
): CapturedFinger[] {
  return fingers.map((finger) => (finger.position === position ? change(finger) : finger))
}

export function templatesOf(app: ServerApp, applicationId: string) {
  return app.db.template.findMany({ where: { reference: { applicationId } }, orderBy: { position: 'asc' } })
}
