import { createHash } from 'node:crypto'

/** JSON with the keys of every object in order, so that equal answers are equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  const members = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

/** SHA-256 over `serial LF answers LF` of each form, in the order of the serials. */
export function transmissionDigest(
  forms: readonly { readonly serial: string; readonly answers: unknown }[],
): string {
  const hash = createHash('sha256')
  for (const { serial, answers } of forms.toSorted((a, b) => (a.serial < b.serial ? -1 : 1))) {
    hash.update(`${serial}\n${canonical(answers)}\n`)
  }
  return hash.digest('hex')
}
