import type { MinutiaeTemplate } from './minutiae.ts'

/** Neighbours kept for each minutia: its nearest ones. */
export const edgesPerMinutia = 9
const longestEdge = 180 // pixels: farther neighbours say little, skin stretches between

/**
 * A template with its neighbourhoods: for each minutia the edges to its nearest neighbours, shortest first. An edge is
 * described without regard to where the print lies or how it is turned: its length, and the angles between it and the
 * two minutiae. Edge e of minutia m stands at index m × edgesPerMinutia + e.
 */
export interface EdgeTable {
  readonly template: MinutiaeTemplate
  /** Edges of each minutia: fewer than edgesPerMinutia where it lies alone. */
  readonly edgeCount: Uint8Array
  readonly neighbour: Uint8Array
  readonly length: Uint8Array
  /** From the minutia's angle to the edge, 1/256 turn. */
  readonly fromAngle: Uint8Array
  /** From the neighbour's angle to the edge seen from there, 1/256 turn. */
  readonly backAngle: Uint8Array
}

/** Describes the neighbourhoods of a template, once for as many comparisons as follow. */
export function edgeTable(template: MinutiaeTemplate): EdgeTable {
  const count = template.x.length
  const slots = count * edgesPerMinutia
  const table = {
    template,
    edgeCount: new Uint8Array(count),
    neighbour: new Uint8Array(slots),
    length: new Uint8Array(slots),
    fromAngle: new Uint8Array(slots),
    backAngle: new Uint8Array(slots),
  }
  for (let from = 0; from < count; from++) {
    let slot = from * edgesPerMinutia
    for (const { to, length } of nearest(template, from)) {
      const edge = edgeBetween(template, from, to)
      table.neighbour[slot] = to
      table.length[slot] = Math.round(length)
      table.fromAngle[slot] = edge.fromAngle
      table.backAngle[slot] = edge.backAngle
      slot++
    }
    table.edgeCount[from] = slot - from * edgesPerMinutia
  }
  return table
}

function nearest({ x, y }: MinutiaeTemplate, from: number): { to: number; length: number }[] {
  const neighbours = Array.from(x, (_, to) => ({
    to,
    length: Math.hypot(x[to]! - x[from]!, y[to]! - y[from]!),
  }))
  return neighbours
    .filter(({ to, length }) => to !== from && length >= 1 && length <= longestEdge)
    .sort((a, b) => a.length - b.length)
    .slice(0, edgesPerMinutia)
}

export interface Edge {
  readonly length: number
  readonly fromAngle: number
  readonly backAngle: number
}

/** The edge between any two minutiae of a template. */
export function edgeBetween({ x, y, angle }: MinutiaeTemplate, from: number, to: number): Edge {
  const dx = x[to]! - x[from]!
  const dy = y[from]! - y[to]! // image rows run down, angles run counter-clockwise
  const towards = Math.round((Math.atan2(dy, dx) * 128) / Math.PI)
  return {
    length: Math.hypot(dx, dy),
    fromAngle: (towards - angle[from]!) & 255,
    backAngle: (towards + 128 - angle[to]!) & 255,
  }
}

/** The smaller way round between two angles of 1/256 turn: 0 … 128. */
export function angleGap(a: number, b: number): number {
  const gap = (a - b) & 255
  return gap > 128 ? 256 - gap : gap
}
