import { DomainError } from '../errors.ts'
import type { FingerImage } from './finger-image.ts'
import { type LineEnding, lineEndings } from './line-endings.ts'
import {
  type NormalisedRidges,
  normaliseContrast,
  type RidgeMap,
  toWorkingResolution,
  workingDpi,
} from './ridge-contrast.ts'
import { enhanceRidges } from './ridge-enhancement.ts'
import { cellSize, type RidgeFlow, ridgeFlow } from './ridge-flow.ts'
import { type CellMask, ridgeMask } from './ridge-mask.ts'
import { type LineImage, thin } from './thinning.ts'

/** ISO/IEC 19794-2:2005, 7.5.2: minutia types. */
export const ridgeEnding = 1
export const ridgeBifurcation = 2

/**
 * The minutiae of one finger, best first. Positions are pixels at 500 dpi from the top left corner; angles are 1/256 of
 * a turn, counter-clockwise from the x axis, along the ridge that ends or the valley that a fork encloses
 * (ISO/IEC 19794-2:2005, 7.5.4); quality is 1 … 100.
 */
export interface MinutiaeTemplate {
  readonly width: number
  readonly height: number
  readonly x: Uint16Array
  readonly y: Uint16Array
  readonly angle: Uint8Array
  readonly type: Uint8Array
  readonly quality: Uint8Array
}

export class FingerImageUnusable extends DomainError<'FINGER_IMAGE_UNUSABLE'> {
  constructor(facts: {
    readonly cause: 'SIZE' | 'RESOLUTION' | 'PIXELS'
    readonly width: number
    readonly height: number
    readonly dpi: number
    readonly bytes: number
  }) {
    super(
      'FINGER_IMAGE_UNUSABLE',
      {
        vi: 'Ảnh vân tay không dùng được: kích thước hoặc độ phân giải ngoài giới hạn, hoặc thiếu dữ liệu ảnh.',
        en: 'The finger image cannot be used: its size or resolution is out of bounds, or pixels are missing.',
      },
      facts,
    )
  }
}

export const mostMinutiae = 100
const borderDistance = 10 // pixels beyond the ending that must still be print: elsewhere the print just stops
const crowdRadius = 20
const crowdSize = 6 // this many neighbours within the radius are a scar or noise

/**
 * Finds the minutiae of a finger image. An image without ridges gives an empty template.
 * Throws FingerImageUnusable when a side is not 64 … 2000 pixels as scanned and at 500 dpi, the resolution not
 * 250 … 1200 dpi, or pixels lack.
 */
export function extractMinutiae(image: FingerImage): MinutiaeTemplate {
  return readRidges(image).template
}

export interface RidgesRead {
  readonly template: MinutiaeTemplate
  /** The image's ink at 500 dpi: 255 is black. */
  readonly ink: RidgeMap
  /** The same with local mean 0 and deviation 1. */
  readonly normalised: NormalisedRidges
  /** Direction and agreement as the image shows them, before any cleaning. */
  readonly roughFlow: RidgeFlow
  readonly flow: RidgeFlow
  /** The ridges as they were understood: above 0 a ridge, below a valley, 0 outside the print. */
  readonly ridges: RidgeMap
  /** Where the print is, in cells of cellSize pixels. */
  readonly mask: CellMask
  readonly columns: number
}

/** The same with what was seen on the way. */
export function readRidges(image: FingerImage): RidgesRead {
  checkImage(image)
  const ink = toWorkingResolution(image)
  const normalised = normaliseContrast(ink)
  const roughFlow = ridgeFlow(normalised, 3)
  const mask = ridgeMask(normalised, roughFlow)
  const cleaned = enhanceRidges(normalised, roughFlow, mask)
  const flow = ridgeFlow(cleaned, 2)
  const ridges = enhanceRidges(cleaned, flow, mask)
  const found = [
    ...minutiaeOf(binarise(ridges, 1), ridgeEnding, { flow, mask }),
    ...minutiaeOf(binarise(ridges, -1), ridgeBifurcation, { flow, mask }),
  ]
  const template = toTemplate(withoutCrowds(found), ridges)
  return { template, ink, normalised, roughFlow, flow, ridges, mask, columns: flow.columns }
}

const leastSide = 64
const mostSide = 2000

function checkImage({ width, height, dpi, pixels }: FingerImage): void {
  const refuse = (cause: 'SIZE' | 'RESOLUTION' | 'PIXELS') => {
    throw new FingerImageUnusable({ cause, width, height, dpi, bytes: pixels.length })
  }
  const fits = (side: number) => side >= leastSide && side <= mostSide
  if (!Number.isInteger(width) || !Number.isInteger(height) || !fits(width) || !fits(height)) refuse('SIZE')
  if (!(dpi >= 250 && dpi <= 1200)) refuse('RESOLUTION')
  const scale = workingDpi / dpi
  if (!fits(Math.round(width * scale)) || !fits(Math.round(height * scale))) refuse('SIZE')
  if (pixels.length !== width * height) refuse('PIXELS')
}

function binarise({ width, height, values }: RidgeMap, sign: 1 | -1): LineImage {
  const pixels = new Uint8Array(values.length)
  for (let at = 0; at < values.length; at++) if (values[at]! * sign > 0) pixels[at] = 1
  return { width, height, pixels }
}

interface Minutia {
  readonly x: number
  readonly y: number
  readonly angle: number
  readonly type: number
  readonly quality: number
}

function minutiaeOf(lines: LineImage, type: number, area: { flow: RidgeFlow; mask: CellMask }): Minutia[] {
  return lineEndings(thin(lines)).flatMap((ending) => {
    const quality = endingQuality(ending, area)
    const angle = Math.round((-ending.direction * 128) / Math.PI) & 255
    return quality > 0 ? [{ x: ending.x, y: ending.y, angle, type, quality }] : []
  })
}

/** 0 near the edge of the print, where every ridge ends; elsewhere how clear the ridges around are, 1 … 100. */
function endingQuality({ x, y, direction }: LineEnding, area: { flow: RidgeFlow; mask: CellMask }): number {
  const { flow, mask } = area
  for (const turn of [-0.6, 0, 0.6]) {
    const beyondX = x - borderDistance * Math.cos(direction + turn)
    const beyondY = y - borderDistance * Math.sin(direction + turn)
    const cell = Math.floor(beyondY / cellSize) * flow.columns + Math.floor(beyondX / cellSize)
    if (mask[cell] !== 1) return 0
  }
  const coherence = flow.coherence[Math.floor(y / cellSize) * flow.columns + Math.floor(x / cellSize)] ?? 0
  return Math.min(100, 1 + Math.round(coherence * 99))
}

function withoutCrowds(minutiae: readonly Minutia[]): Minutia[] {
  return minutiae.filter((one) => {
    const near = minutiae.filter((other) => Math.hypot(other.x - one.x, other.y - one.y) < crowdRadius)
    return near.length - 1 <= crowdSize
  })
}

function toTemplate(minutiae: readonly Minutia[], { width, height }: RidgeMap): MinutiaeTemplate {
  const best = minutiae.toSorted((a, b) => b.quality - a.quality).slice(0, mostMinutiae)
  return {
    width,
    height,
    x: Uint16Array.from(best, (minutia) => minutia.x),
    y: Uint16Array.from(best, (minutia) => minutia.y),
    angle: Uint8Array.from(best, (minutia) => minutia.angle),
    type: Uint8Array.from(best, (minutia) => minutia.type),
    quality: Uint8Array.from(best, (minutia) => minutia.quality),
  }
}
