import sharp, { type Sharp } from 'sharp'
import type { FileBody } from '../session/local-router.ts'
import { PictureUnreadable, TooManyPages } from '../session/details-refusals.ts'
import { readPdf } from './read-pdf.ts'

/** A page of a paper as it travels in the packet: readable, and no larger than that needs. */
const longestSide = 2000
const quality = 80
/** Nothing that a paper is photographed with makes more. */
const mostPixels = 60_000_000
export const mostPages = 10

/** Where on a page something is cut out, in pixels of the page as it is kept. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const kept = (picture: Sharp): Promise<Uint8Array> =>
  picture
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .toBuffer()

const unreadable = (): never => {
  throw new PictureUnreadable()
}

/** One picture, upright, as a page of a paper. Throws PictureUnreadable. */
export function pageOf(picture: Uint8Array): Promise<Uint8Array> {
  return kept(sharp(picture, { limitInputPixels: mostPixels }).autoOrient()).catch(unreadable)
}

/** The pages of a file that somebody brought: a picture, or a PDF of ten pages at most. Throws PictureUnreadable, TooManyPages. */
export async function pagesOf({ type, content }: FileBody): Promise<readonly Uint8Array[]> {
  if (type !== 'application/pdf') return [await pageOf(content)]
  const pages = await readPdf(content, { dpi: 150, most: mostPages + 1 })
  if (!pages || pages.length === 0) throw new PictureUnreadable()
  if (pages.length > mostPages) throw new TooManyPages()
  return Promise.all(
    pages.map(({ data, width, height }) => kept(sharp(data, { raw: { width, height, channels: 4 } }))),
  )
}

/** The page turned clockwise, then cut. Throws PictureUnreadable where the cut lies outside. */
export async function reworked(
  page: Uint8Array,
  { crop, rotate }: { readonly crop: Crop | null; readonly rotate: number },
): Promise<Uint8Array> {
  const turned =
    rotate === 0 ? Buffer.from(page) : await sharp(page).rotate(rotate).toBuffer().catch(unreadable)
  const cut = crop ? sharp(turned).extract(crop) : sharp(turned)
  return kept(cut).catch(unreadable)
}
