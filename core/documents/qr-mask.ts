import type { QrGround } from './qr-ground.ts'

/** The symbol under the mask that table 11 of ISO/IEC 18004 counts least against, its format information drawn. */
export function leastPenalised(ground: QrGround, dark: Uint8Array): Uint8Array {
  let best = dark
  let least = Number.POSITIVE_INFINITY
  for (const [number, mask] of ground.masks.entries()) {
    const masked = new Uint8Array(dark.length)
    for (let i = 0; i < dark.length; i++) masked[i] = (dark[i] ?? 0) ^ (mask[i] ?? 0)
    for (const at of ground.formatModules) masked[at] = 0
    for (const at of ground.formats[number] ?? []) masked[at] = 1
    const score = penalty(masked, ground.modules, least)
    if (score < least) {
      least = score
      best = masked
    }
  }
  return best
}

/** Long runs, solid squares, finder-like stretches and an uneven balance; it stops counting where `enough` is reached. */
function penalty(dark: Uint8Array, modules: number, enough: number): number {
  let score = balance(dark)
  for (let line = 0; line < modules && score < enough; line++) {
    score += linePenalty(dark, { from: line * modules, step: 1, count: modules })
    score += linePenalty(dark, { from: line, step: modules, count: modules })
    if (line > 0) score += squares(dark, line * modules, modules)
  }
  return score
}

function balance(dark: Uint8Array): number {
  let count = 0
  for (let i = 0; i < dark.length; i++) count += dark[i] ?? 0
  return 10 * Math.floor(Math.abs((count * 20) / dark.length - 10))
}

/** Solid squares of two by two whose lower row begins at `from`. */
function squares(dark: Uint8Array, from: number, modules: number): number {
  let score = 0
  let last = (dark[from] ?? 0) + (dark[from - modules] ?? 0)
  for (let at = from + 1; at < from + modules; at++) {
    const pair = (dark[at] ?? 0) + (dark[at - modules] ?? 0)
    const sum = last + pair
    if (sum === 0 || sum === 4) score += 3
    last = pair
  }
  return score
}

function linePenalty(
  dark: Uint8Array,
  { from, step, count }: { readonly from: number; readonly step: number; readonly count: number },
): number {
  let score = 0
  let run = 0
  let last = -1
  let window = 0
  for (let i = 0, at = from; i < count; i++, at += step) {
    const value = dark[at] ?? 0
    run = value === last ? run + 1 : 1
    last = value
    if (run === 5) score += 3
    else if (run > 5) score += 1
    window = ((window << 1) | value) & 0x7ff
    // 1011101 with four light modules before or after it.
    if (i >= 10 && (window === 0b00001011101 || window === 0b10111010000)) score += 40
  }
  return score
}
