const waves = Array.from({ length: 9 }, (_, row) => {
  const y = 24 + row * 13
  return `M0 ${y} C40 ${y - 16}, 62 ${y + 16}, 102 ${y} S168 ${y - 16}, 204 ${y}`
})

// A hint of the QR at the upper right of the front: three finder squares and a few modules, readable by nothing.
const codeMark = [
  'M166 12h10v10h-10zM168 14h6v6h-6z',
  'M182 12h10v10h-10zM184 14h6v6h-6z',
  'M166 28h10v10h-10zM168 30h6v6h-6z',
  'M179 25h4v4h-4zM186 28h6v3h-6zM180 34h4v4h-4zM188 34h4v4h-4z',
].join('')

/** A drawn card without a person on it: ornament only, so hidden from screen readers. */
export function CardDrawing(props: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 204 130" className={props.className} aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="card-ground" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="#bfe6d5" />
          <stop offset="0.55" stopColor="#cfe3ee" />
          <stop offset="1" stopColor="#c9c6f0" />
        </linearGradient>
        <clipPath id="card-edge">
          <rect x="1" y="1" width="202" height="128" rx="9" />
        </clipPath>
      </defs>
      <g clipPath="url(#card-edge)">
        <rect width="204" height="130" fill="url(#card-ground)" />
        <g fill="none" stroke="#0a6b50" strokeOpacity="0.22">
          {waves.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
        <rect x="14" y="42" width="48" height="64" rx="4" fill="#fff" fillOpacity="0.75" />
        <circle cx="38" cy="64" r="10" fill="#3d3b98" fillOpacity="0.4" />
        <path d="M20 106 C20 86, 56 86, 56 106 Z" fill="#3d3b98" fillOpacity="0.4" />
        <g fill="#17212b" fillOpacity="0.5">
          <rect x="74" y="16" width="78" height="7" rx="3.5" />
          <rect x="74" y="50" width="66" height="5" rx="2.5" />
          <rect x="74" y="64" width="84" height="5" rx="2.5" />
          <rect x="74" y="78" width="52" height="5" rx="2.5" />
          <rect x="74" y="92" width="74" height="5" rx="2.5" />
        </g>
        <path d={codeMark} fill="#17212b" fillOpacity="0.55" fillRule="evenodd" />
      </g>
      <rect x="1" y="1" width="202" height="128" rx="9" fill="none" stroke="#0a6b50" strokeOpacity="0.35" />
    </svg>
  )
}
