/** Where a printer is reached: `evolis+tcp://host:port`, `evolis+usb:///dev/usb/lp0`, `evolis+serial:///dev/ttyS0?baud=115200`. */
export type LineAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }

/** Printers' raw port. */
const rawPort = 9100
/** Of the guide's `Pcom`. */
const baudRates: readonly number[] = [2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]

/** Null for what names no line. */
export function lineAddress(text: string): LineAddress | null {
  const url = URL.canParse(text) ? new URL(text) : null
  const path = url && decodeURIComponent(url.pathname)
  if (!url || !path) return tcp(url)
  if (url.protocol === 'evolis+usb:' && url.host === '' && path.startsWith('/dev/'))
    return { kind: 'file', path }
  if (url.protocol !== 'evolis+serial:' || url.host !== '') return tcp(url)
  const baudRate = Number(url.searchParams.get('baud') ?? 115_200)
  return baudRates.includes(baudRate) ? { kind: 'serial', path, baudRate } : null
}

function tcp(url: URL | null): LineAddress | null {
  if (url?.protocol !== 'evolis+tcp:' || url.hostname === '' || !/^\/?$/.test(url.pathname)) return null
  return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || rawPort) }
}
