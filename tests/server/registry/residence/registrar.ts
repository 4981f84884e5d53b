/** A registrar's and an approver's daily work on residence, as the tests need it. */
import type { App } from '../../../../server/kernel/app.ts'
import { approveDeclaration } from '../../../../server/registry/residence/approve-declaration.ts'
import { declareResidence } from '../../../../server/registry/residence/declare-residence.ts'
import { officerOf } from '../../../support/officers.ts'

export const registrar = officerOf('REGISTRAR')
export const approver = officerOf('APPROVER')

export const versionOf = async ({ db }: App, id: string) =>
  (await db.resident.findUniqueOrThrow({ where: { id }, select: { version: true } })).version

export interface Given {
  readonly residentId: string
  readonly declaration: Readonly<Record<string, string | null>>
  readonly actor?: ReturnType<typeof officerOf>
  readonly baseVersion?: number
}

/** Declares against the version of now. */
export async function declare(app: App, given: Given): Promise<string> {
  const { residentId, declaration, actor = registrar } = given
  const baseVersion = given.baseVersion ?? (await versionOf(app, residentId))
  return declareResidence(app, actor, {
    residentId,
    baseVersion,
    declaration,
    evidenceKind: 'RESIDENCE_REQUEST',
    evidenceNumber: 'ĐK-01/2026',
  })
}

/** Declares, and another officer decides for it. */
export async function settle(app: App, given: Given): Promise<string> {
  const id = await declare(app, given)
  await approveDeclaration(app, approver, { id })
  return id
}
