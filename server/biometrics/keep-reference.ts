import type { Prisma } from '../../prisma/client/client.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { requestRemoval } from './abis/request-removal.ts'

export type KeptTemplate = Omit<Prisma.TemplateCreateManyReferenceInput, 'computedAt'>

/**
 * The reference by which an ABIS knows the fingers of a file. The same templates again keep it; others get a new one, and the
 * old one is taken out of every gallery: what was inserted under a reference never changes. Answers its id, null without fingers.
 */
export async function keepReference(
  tx: Transaction,
  app: App,
  file: {
    readonly applicationId: string
    readonly residentId: string
    readonly templates: readonly KeptTemplate[]
  },
): Promise<string | null> {
  const { applicationId, residentId, templates } = file
  const known = await tx.biometricReference.findUnique({
    where: { applicationId },
    include: { templates: true },
  })
  if (known) {
    const same = known.residentId === residentId && sameTemplates(known.templates, templates)
    if (same && known.withdrawnAt === null) return known.id
    await requestRemoval(tx, app, { referenceId: known.id })
    await tx.biometricReference.update({ where: { id: known.id }, data: { applicationId: null } })
  }
  if (templates.length === 0) return null
  const at = instantAt(app.clock())
  const { sex, birthDate } = await tx.resident.findUniqueOrThrow({
    where: { id: residentId },
    select: { sex: true, birthDate: true },
  })
  const { id } = await tx.biometricReference.create({
    select: { id: true },
    data: {
      applicationId,
      residentId,
      sex,
      birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)),
      createdAt: at,
      templates: { createMany: { data: templates.map((template) => ({ ...template, computedAt: at })) } },
    },
  })
  return id
}

type Bare = Pick<KeptTemplate, 'position' | 'bytes'>

function sameTemplates(some: readonly Bare[], others: readonly Bare[]): boolean {
  const textOf = (templates: readonly Bare[]) =>
    templates
      .toSorted((a, b) => a.position - b.position)
      .map(({ position, bytes }) => `${position} ${Buffer.from(bytes).toString('base64')}`)
      .join('\n')
  return textOf(some) === textOf(others)
}
