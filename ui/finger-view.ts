/** How two prints are looked at beside each other: in one frame, at one scale. Lengths are pixels at 500 dpi. */

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

export interface Box extends Size, Place {}

export interface FingerView {
  readonly zoom: number
  /** How far from its middle the view was moved. */
  readonly shift: Place
}

export const wholeFinger: FingerView = { zoom: 1, shift: { x: 0, y: 0 } }

const mostZoom = 8
const zoomStep = Math.SQRT2
/** A move goes on by this share of what is seen. */
const moveShare = 1 / 6

/** The smallest frame that holds both prints. */
export const frameOf = (a: Size, b: Size): Size => ({
  width: Math.max(a.width, b.width),
  height: Math.max(a.height, b.height),
})

/** Where a print lies in the frame: in its middle. */
export const placeIn = (frame: Size, print: Size): Place => ({
  x: (frame.width - print.width) / 2,
  y: (frame.height - print.height) / 2,
})

export function zoomed({ zoom, shift }: FingerView, by: 1 | -1): FingerView {
  const next = zoom * zoomStep ** by
  // Steps of a root never meet a whole number again: what is nearly whole is.
  if (next < 1 + zoomStep / 100) return wholeFinger
  return { zoom: Math.min(mostZoom, next), shift }
}

/** Moves the view by steps to the right and downwards, no farther than the frame is wide. */
export function moved({ zoom, shift }: FingerView, frame: Size, steps: Place): FingerView {
  const along = (at: number, by: number, side: number) =>
    Math.min(side, Math.max(-side, at + (by * side * moveShare) / zoom))
  return {
    zoom,
    shift: { x: along(shift.x, steps.x, frame.width), y: along(shift.y, steps.y, frame.height) },
  }
}

/** The part of the frame that is seen: around `middle` (the frame's own where null), never beyond the frame. */
export function visiblePart(frame: Size, { zoom, shift }: FingerView, middle: Place | null): Box {
  const width = frame.width / zoom
  const height = frame.height / zoom
  const start = (at: number, size: number, side: number) => Math.min(side - size, Math.max(0, at - size / 2))
  return {
    x: start((middle?.x ?? frame.width / 2) + shift.x, width, frame.width),
    y: start((middle?.y ?? frame.height / 2) + shift.y, height, frame.height),
    width,
    height,
  }
}
