import { declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import type { VisitPurpose } from '../../../core/enrollment/visits.ts'
import type { Application } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NothingToVisitFor, VisitElsewhere } from './booking-refusals.ts'

/** Whoever comes, as the booking's row keeps it. */
export interface Visitor {
  readonly name: string
  readonly number: string | null
  readonly birthDate: string
  readonly phone: string | null
  readonly kind: string
  readonly residentId: string | null
  readonly fileId: string | null
}

export interface FileVisit {
  readonly purpose: VisitPurpose
  readonly centreCode: string
}

/**
 * The applicant of a file as a visitor: a returned file is completed where it was made, a card collected where it waits. Throws
 * NothingToVisitFor, VisitElsewhere.
 */
export async function visitorOfFile(
  tx: Transaction,
  file: Application,
  { purpose, centreCode }: FileVisit,
): Promise<Visitor> {
  const place = await placeOf(tx, file, purpose)
  if (!place) throw new NothingToVisitFor(purpose)
  const centre = await tx.centre.findUnique({ where: { code: centreCode } })
  if (!centre || !place.fits(centre)) {
    const there = await tx.centre.findFirst({ where: place.where, orderBy: { code: 'asc' } })
    throw there ? new VisitElsewhere(purpose, there) : new NothingToVisitFor(purpose)
  }
  const person = declaredPersonSchema.safeParse(file.person).data
  return {
    // A packet that could not be opened says no name.
    name: person?.name ?? `Hồ sơ ${file.code}`,
    number: file.number,
    birthDate: file.birthDate ?? person?.birthDate ?? '',
    phone: file.phone,
    kind: file.kind ?? 'FIRST_ISSUE',
    residentId: file.residentId,
    fileId: file.id,
  }
}

interface Place {
  readonly where: { readonly code: string } | { readonly unitCode: string; readonly pickup: true }
  readonly fits: (centre: { readonly code: string; readonly unitCode: string }) => boolean
}

/** Where the file can be visited for this purpose; null where it cannot. */
export async function placeOf(
  tx: Transaction,
  { id, status, centreCode }: Pick<Application, 'id' | 'status' | 'centreCode'>,
  purpose: VisitPurpose,
): Promise<Place | null> {
  if (purpose === 'RECAPTURE' && status === 'RETURNED')
    return { where: { code: centreCode }, fits: ({ code }) => code === centreCode }
  if (purpose !== 'COLLECTION' || status !== 'READY') return null
  const card = await tx.card.findFirst({
    where: { applicationId: id, status: 'AT_UNIT' },
    select: { unitCode: true },
  })
  return (
    card && {
      where: { unitCode: card.unitCode, pickup: true },
      fits: ({ unitCode }) => unitCode === card.unitCode,
    }
  )
}
