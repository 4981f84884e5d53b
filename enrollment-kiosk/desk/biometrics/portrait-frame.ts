export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** The printed portrait: 20 × 30 mm on the card and 4 × 6 cm in the files are cut out of 3 × 4. */
const ratio = 3 / 4
const zoomStep = 1.06
const moveShare = 0.02
/** A portrait of fewer rows prints coarsely. */
const leastHeight = 240

/** The largest upright 3 × 4 in the middle of a camera's picture. */
export function guidedFrame({ width, height }: PictureSize): Frame {
  const tall = Math.min(height, Math.floor(width / ratio))
  const wide = Math.round(tall * ratio)
  return {
    left: Math.round((width - wide) / 2),
    top: Math.round((height - tall) / 2),
    width: wide,
    height: tall,
  }
}

const between = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most))

/** Whole pixels inside of the picture. */
function within({ left, top, height }: Frame, picture: PictureSize): Frame {
  const most = guidedFrame(picture)
  const tall = between(Math.round(height), Math.min(leastHeight, most.height), most.height)
  const wide = Math.round(tall * ratio)
  return {
    left: between(Math.round(left), 0, picture.width - wide),
    top: between(Math.round(top), 0, picture.height - tall),
    width: wide,
    height: tall,
  }
}

/** Moved by steps to the right and downwards. */
export function movedFrame(
  frame: Frame,
  picture: PictureSize,
  by: { readonly x: number; readonly y: number },
): Frame {
  const step = Math.max(1, picture.height * moveShare)
  return within({ ...frame, left: frame.left + by.x * step, top: frame.top + by.y * step }, picture)
}

/** Put where the mouse has drawn it. */
export function placedFrame(
  frame: Frame,
  picture: PictureSize,
  at: { readonly left: number; readonly top: number },
): Frame {
  return within({ ...frame, ...at }, picture)
}

/** Made smaller (1: nearer to the face) or larger (-1) around its middle. */
export function zoomedFrame(frame: Frame, picture: PictureSize, by: 1 | -1): Frame {
  const height = frame.height / zoomStep ** by
  const width = height * ratio
  return within(
    {
      left: frame.left + (frame.width - width) / 2,
      top: frame.top + (frame.height - height) / 2,
      width,
      height,
    },
    picture,
  )
}
