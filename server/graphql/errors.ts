import { PothosValidationError } from '@pothos/core'
import { GraphQLError } from 'graphql'
import { Prisma } from '../../prisma/client/client.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import { AccessRefused } from '../kernel/errors.ts'
import { illegalRequest, placesOf } from '../kernel/http-refusals.ts'
import { builder } from './builder.ts'

export const BilingualText = builder.objectRef<{ vi: string; en: string }>('BilingualText').implement({
  description: 'A sentence for people, Vietnamese first.',
  fields: (t) => ({ vi: t.exposeString('vi'), en: t.exposeString('en') }),
})

/** Any expected refusal: its code is for programs, its text for people. */
builder.objectType(DomainError, {
  name: 'DomainRefusal',
  fields: (t) => ({
    code: t.exposeString('code'),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
  }),
})

/** Not signed in and not allowed keep their code and texts; anything unexpected is a bug: logged once, and masked. */
export function maskError(app: App) {
  return (error: unknown): Error => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
    if (cause instanceof AccessRefused) {
      return new GraphQLError(cause.text.en, {
        extensions: { code: cause.code, vi: cause.text.vi, en: cause.text.en },
      })
    }
    if (isIllegalArgument(cause)) {
      return new GraphQLError(illegalRequest.en, { extensions: { ...illegalRequest } })
    }
    if (cause instanceof GraphQLError) return cause
    if (cause instanceof DomainError) {
      return new GraphQLError(cause.text.en, { extensions: { code: cause.code, ...cause.text } })
    }
    app.log.error(
      { err: { type: cause instanceof Error ? cause.name : typeof cause, stack: placesOf(cause) } },
      'unexpected error',
    )
    const text = {
      vi: 'Hệ thống gặp lỗi. Đã ghi nhận; hãy thử lại sau.',
      en: 'Something went wrong. It was recorded; try again later.',
    }
    return new GraphQLError(text.en, { extensions: { code: 'INTERNAL', ...text } })
  }
}

/** An illegal page cursor or page size: Pothos refuses some itself, others reach Prisma, or the database's types. */
function isIllegalArgument(cause: unknown): boolean {
  const wrongType =
    cause instanceof Prisma.PrismaClientKnownRequestError && ['P2007', 'P2023'].includes(cause.code)
  // Anywhere else a query that Prisma cannot read is a bug of ours; here it was built from the cursor that was sent.
  const wrongCursor =
    cause instanceof Prisma.PrismaClientValidationError &&
    placesOf(cause).includes('resolvePrismaCursorConnection')
  return cause instanceof PothosValidationError || wrongType || wrongCursor
}
