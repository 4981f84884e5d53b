import { parseArgs } from 'node:util'
import { errorRates } from '../../core/biometrics/error-rates.ts'
import { comparePrints, readPrints } from '../biometrics/evaluate-prints.ts'
import { type CommandResult, WrongUsage } from './command.ts'

/** Endings that may be asked for. */
const imageFormats = ['png', 'tif', 'tiff', 'jpg', 'jpeg', 'webp']

/**
 * Error rates and speed of the fingerprint engine on a folder of images `<finger>_<impression>.png`: every pair of prints
 * is compared once, with the settings of the product. Needs no database.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      dir: { type: 'string' },
      dpi: { type: 'string', default: '500' },
      formats: { type: 'string', default: 'png' },
    },
  })
  const dpi = Number(values.dpi)
  const formats = values.formats.toLowerCase().split(',')
  const isKnown = formats.every((format) => imageFormats.includes(format))
  if (!values.dir || !Number.isInteger(dpi) || dpi <= 0 || !isKnown) throw new WrongUsage()
  const prints = await readPrints(values.dir, { dpi, formats, progress: showProgress })
  const compared = comparePrints(prints)
  const rates = errorRates(compared)
  const facts = {
    images: prints.length,
    genuine: compared.genuine.length,
    impostor: compared.impostor.length,
    eer: rounded(rates.equal),
    'fnmr_at_fmr_1e-2': rounded(rates.missedAtHundredth),
    'fnmr_at_fmr_1e-3': rounded(rates.missedAtThousandth),
    fnmr_at_zero_fmr: rounded(rates.missedAtZero),
    extract_ms: rounded(prints.reduce((sum, { extractMs }) => sum + extractMs, 0) / prints.length, 2),
    matches_per_s: Math.round(compared.matchesPerSecond),
  }
  const percent = (share: number) => `${(100 * share).toFixed(2).replace('.', ',')} %`
  const lines = [
    `Ảnh / images: ${facts.images}; cùng ngón / genuine: ${facts.genuine}; khác ngón / impostor: ${facts.impostor}`,
    `Tỷ lệ lỗi cân bằng / EER: ${percent(rates.equal)}`,
    `Bỏ sót khi nhận nhầm 1 % / FNMR at FMR 1 %: ${percent(rates.missedAtHundredth)}`,
    `… 0,1 %: ${percent(rates.missedAtThousandth)}; … 0: ${percent(rates.missedAtZero)}`,
    `Trích đặc trưng / extraction: ${facts.extract_ms} ms; so khớp / matches: ${facts.matches_per_s}/s`,
  ]
  return { done: true, facts, lines }
}

const rounded = (value: number, digits = 5) => Number(value.toFixed(digits))

/** On a terminal one line that counts. */
function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\rẢnh / images: ${done}/${all}${done === all ? '\n' : ''}`)
}
