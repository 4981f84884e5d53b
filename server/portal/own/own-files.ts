import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { applicationLifecycle } from '../../../core/lifecycle/application.ts'
import { returnedForSchema } from '../../../core/enrollment/returned-parts.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { deliveryStates } from '../../enrollment/own-file/change-own-delivery.ts'
import { actingFor } from '../../registry/represented.ts'
import { type ApplicationStatus, applicationStatus } from '../application-status.ts'

export interface OwnPaper {
  readonly id: string
  readonly type: string
  readonly page: number
}

export interface OwnDelivery {
  readonly kind: string
  /** Of a place of collection. */
  readonly centre: string | null
  readonly recipient: string | null
  readonly address: string | null
  readonly unit: string | null
  readonly phone: string | null
}

/** A file as its applicant sees it who signed in: its status, and what can be done about it from home. */
export interface OwnFile {
  readonly id: string
  readonly kind: string | null
  readonly channel: string | null
  readonly status: ApplicationStatus
  readonly birthDate: string
  readonly phone: string | null
  readonly email: string | null
  readonly delivery: OwnDelivery | null
  /** Until when a returned file can be completed. */
  readonly completeUntil: string | null
  readonly papers: readonly OwnPaper[]
  readonly may: {
    readonly withdraw: boolean
    readonly changeDelivery: boolean
    readonly addPapers: boolean
    /** In again from home; otherwise by a visit. */
    readonly resubmit: boolean
  }
}

/** More than anybody has. */
const mostFiles = 50

/** The files of the citizen, or of somebody they represent, the newest first. */
export async function ownFiles(
  app: App,
  actor: Actor,
  { residentId }: { readonly residentId: string },
): Promise<readonly OwnFile[]> {
  demand(actor, 'citizen.self')
  const person = await actingFor(app, actor, residentId)
  const rows = await app.db.application.findMany({
    // A packet that was not opened yet says of nobody; it is told by its code alone.
    where: { residentId: person.residentId, birthDate: { not: null } },
    orderBy: { id: 'desc' },
    take: mostFiles,
  })
  const papers = await app.db.uploadedPaper.findMany({
    where: { applicationId: { in: rows.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
  return Promise.all(
    rows.map(async (row) => {
      const { id, kind, channel, code, phone, email } = row
      const birthDate = row.birthDate ?? ''
      const events = possibleEvents(applicationLifecycle, row.status)
      const isReturned = row.status === 'RETURNED'
      return {
        id,
        kind,
        channel,
        birthDate,
        phone,
        email,
        status: await applicationStatus(app, { code, birthDate }),
        delivery: deliveryOf(row.delivery),
        completeUntil: isReturned
          ? (returnedForSchema.safeParse(row.returnedFor).data?.deadlineOn ?? null)
          : null,
        papers: papers.filter(({ applicationId }) => applicationId === id),
        may: {
          withdraw: events.includes('withdraw'),
          changeDelivery: row.producesCard && deliveryStates.has(row.status),
          addPapers: isReturned,
          resubmit: isReturned && channel === 'ONLINE',
        },
      }
    }),
  )
}

export function deliveryOf(stored: unknown): OwnDelivery | null {
  const delivery = packetManifestSchema.shape.delivery.safeParse(stored ?? null).data
  if (!delivery) return null
  const nothing = { centre: null, recipient: null, address: null, unit: null, phone: null }
  return { ...nothing, ...delivery }
}
