import type { z } from 'zod'
import { SbiRefused } from './error-codes.ts'

/** Throws SbiRefused 510, which names the first field that is not as specified, never its content. */
export function parseBody<Shape extends z.ZodType>(shape: Shape, body: Uint8Array): z.infer<Shape> {
  const parsed = shape.safeParse(jsonOf(body))
  if (parsed.success) return parsed.data
  throw new SbiRefused(510, parsed.error.issues[0]?.path.join('.') || null)
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new SbiRefused(510, 'JSON')
  }
}
