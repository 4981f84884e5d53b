/** A rectangle of the coefficient plane, and whether its spectrum runs backwards in x or y. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly reversedX: boolean
  readonly reversedY: boolean
}

export interface Decomposition {
  /** Every region that is split in four, each after the one that contains it. */
  readonly splits: readonly Region[]
  /** The 64 regions that are left, by subband number. */
  readonly subbands: readonly Region[]
}

/*
 * IAFIS-IC-0110, the tree of 64 subbands. A split region becomes top left, top right, bottom left, bottom right; the
 * numbers run depth first in this order:
 *
 *   +-----------+-----+-----------+
 *   |  0 … 18   | 19… |  52   53  |
 *   |           |  34 |           |
 *   +-----------+-----+           |      0 …  3   1/1024 of the image each
 *   |  35 … 50  | 51  |  54   55  |      4 … 50   1/256
 *   +-----------+-----+-----------+     51 … 63   1/16
 *   |  56   57        |  60   61  |
 *   |  58   59        |  62   63  |
 *   +-----------------+-----------+
 */
type Shape = 'whole' | readonly [Shape, Shape, Shape, Shape]
const four: Shape = ['whole', 'whole', 'whole', 'whole']
const sixteen: Shape = [four, four, four, four]
const lowest: Shape = [[four, 'whole', 'whole', 'whole'], four, four, four]
const tree: Shape = [[lowest, sixteen, sixteen, 'whole'], four, four, four]

export function decompose(width: number, height: number): Decomposition {
  const splits: Region[] = []
  const subbands: Region[] = []
  const descend = (shape: Shape, region: Region) => {
    if (shape === 'whole') {
      subbands.push(region)
      return
    }
    splits.push(region)
    quarters(region).forEach((quarter, i) => descend(shape[i] ?? 'whole', quarter))
  }
  descend(tree, { x: 0, y: 0, width, height, reversedX: false, reversedY: false })
  return { splits, subbands }
}

/**
 * The left part of a line that is split holds the lower frequencies. Filtering out the upper half of a spectrum turns it
 * round, so in a reversed region the highpass output is the one that stands left.
 */
export const leftLength = (length: number, reversed: boolean) =>
  reversed ? Math.floor(length / 2) : Math.ceil(length / 2)

function quarters({ x, y, width, height, reversedX, reversedY }: Region): readonly Region[] {
  const left = leftLength(width, reversedX)
  const top = leftLength(height, reversedY)
  return [
    { x, y, width: left, height: top, reversedX: false, reversedY: false },
    { x: x + left, y, width: width - left, height: top, reversedX: true, reversedY: false },
    { x, y: y + top, width: left, height: height - top, reversedX: false, reversedY: true },
    { x: x + left, y: y + top, width: width - left, height: height - top, reversedX: true, reversedY: true },
  ]
}
