/** The page's own icons, 24 by 24, drawn with lines in the color of the text. */

const PATHS = {
  send: "M4 12l16-8-6 17-3-7z",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4L15 7.2",
  slash: "M15 5L9 19M4 4h16v16H4z",
  more: "M12 6v.01M12 12v.01M12 18v.01",
  down: "M6 10l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7.5v.01",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  file: "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5",
  photo: "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8.5 10v.01M21 15l-5-5-9 9",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  sticker: "M12 3a9 9 0 1 0 9 9l-9-9zM12 3c0 6 3 9 9 9",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5",
  location: "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  outside: "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  hide: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM4 4l16 16",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 5.6l12.8 12.8",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19c.5-4 3-5.5 6.5-5.5s6 1.5 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6M18 14c2 .5 3.2 2 3.5 5",
  // The bar and its dialogs.
  phones: "M4 4h7v16H4zM13 4h7v16h-7zM6.5 17.5h2M15.5 17.5h2",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  save: "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2m0 15v2m9.5-9.5h-2m-15 0h-2M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4m13.4 0-1.4-1.4M6.7 6.7 5.3 5.3",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  system: "M3.5 5h17v11.5h-17zM9 20h6m-3-3.5V20",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.3a2.6 2.6 0 1 1 3.7 2.5c-.8.4-1.2 1-1.2 2M12 16.8v.2",
  menu: "M4 7h16M4 12h16M4 17h16",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8m7-4.5V8",
  next: "M5 12h13m-5-5 5 5-5 5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  power: "M12 3.5v8M7 6.5a7.5 7.5 0 1 0 10 0",
  again: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4.5H15",
};
const NAMESPACE = "http://www.w3.org/2000/svg";

/** An icon by name; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.info);
  svg.append(path);
  return svg;
}
