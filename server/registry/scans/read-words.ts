import { execFile } from 'node:child_process'
import { formPage } from '../../../core/forms/layout.ts'
import { cropPage } from '../../../core/forms/scan/crop-page.ts'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'
import type { ReadWord } from '../../../core/forms/scan/propose-answers.ts'
import type { Projection } from '../../../core/forms/scan/projection.ts'
import { pngOf } from './page-image.ts'

const dotsPerMm = 8
/** A page takes three seconds; one that takes longer is not worth a person's wait. */
const timeLimitMs = 30_000
const mostOutput = 4_000_000
/** Per cent below which a word is noise. */
const leastConfidence = 40
const wordLevel = '5'

/**
 * Words on a page by the program `tesseract`, with their places on the form. None where the program is missing, fails or
 * takes too long: what it reads is only ever proposed.
 */
export async function readWords(
  program: string,
  page: { readonly image: GreyImage; readonly projection: Projection },
): Promise<readonly ReadWord[]> {
  const box = { x: 0, y: 0, ...formPage }
  const png = await pngOf(cropPage(page.image, page.projection, { box, dotsPerMm }))
  return new Promise((resolve) => {
    const options = { timeout: timeLimitMs, maxBuffer: mostOutput, env: { OMP_THREAD_LIMIT: '1' } }
    const words = ['stdin', 'stdout', '-l', 'vie', '--psm', '11', '--dpi', '200', 'tsv']
    const running = execFile(program, words, options, (error, output) =>
      resolve(error ? [] : wordsOf(output)),
    )
    // The program may be gone before it has read all; its end is what counts.
    running.stdin?.on('error', () => undefined)
    running.stdin?.end(png)
  })
}

/** Rows of: level page block par line word left top width height conf text. */
function wordsOf(table: string): readonly ReadWord[] {
  return table.split('\n').flatMap((row): ReadWord[] => {
    const [level, , , , , , left, top, width, height, confidence, text = ''] = row.split('\t')
    const word = text.trim()
    if (level !== wordLevel || word === '' || Number(confidence) < leastConfidence) return []
    const [x, y, wide, high] = [left, top, width, height].map((dots) => Number(dots) / dotsPerMm)
    return [{ text: word, box: { x: x ?? 0, y: y ?? 0, width: wide ?? 0, height: high ?? 0 } }]
  })
}
