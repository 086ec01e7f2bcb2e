// The picture as it stands, as a PNG of twice its size: Plotly's canvas, the cubes of play, lines and words.
const PNG_SCALE = 2;

// Plotly.js draws again at another resolution, in the same context: a second context would never be given back.
function atScale(gd, use) {
  const { glplot } = gd._fullLayout.scene._scene, before = glplot.pixelRatio;
  glplot.pixelRatio = PNG_SCALE;
  glplot.redraw();
  use(glplot.canvas); // at once: after this task the browser may have emptied it
  glplot.pixelRatio = before;
  glplot.redraw();
}

function cubesAtScale(play, use) {
  const { cubes } = play, before = cubes.ratio;
  if (!play.ready) return;
  for (const ratio of [PNG_SCALE, before]) {
    Object.assign(cubes, { ratio, pose: null });
    play.draw();
    if (ratio === PNG_SCALE) use(cubes.canvas);
  }
}

function drawPaths(pen, svg) {
  for (const path of svg.querySelectorAll('path')) {
    const { stroke, strokeWidth, strokeOpacity, strokeDasharray } = getComputedStyle(path);
    Object.assign(pen, { strokeStyle: stroke, lineWidth: parseFloat(strokeWidth), globalAlpha: Number(strokeOpacity), lineJoin: 'round', lineCap: 'round' });
    pen.setLineDash(strokeDasharray === 'none' ? [] : strokeDasharray.split(/[ ,]+/).map(parseFloat));
    pen.stroke(new Path2D(path.getAttribute('d')));
  }
  pen.setLineDash([]);
}

function drawWords(pen, svg) {
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round' });
  for (const word of svg.querySelectorAll('text')) {
    if (word.style.visibility === 'hidden') continue;
    const { fontWeight, fontSize, fontFamily, fill, stroke, strokeWidth, strokeOpacity } = getComputedStyle(word);
    const at = [Number(word.getAttribute('x')), Number(word.getAttribute('y'))];
    Object.assign(pen, { font: `${fontWeight} ${fontSize} ${fontFamily}`, fillStyle: fill, strokeStyle: stroke, lineWidth: parseFloat(strokeWidth) });
    pen.globalAlpha = Number(strokeOpacity);
    pen.strokeText(word.textContent, ...at);
    pen.globalAlpha = 1;
    pen.fillText(word.textContent, ...at);
  }
}

function picture(view) {
  const { clientWidth: width, clientHeight: height } = view.stage, size = [width * PNG_SCALE, height * PNG_SCALE];
  const canvas = Object.assign(document.createElement('canvas'), { width: size[0], height: size[1] }), pen = canvas.getContext('2d');
  pen.fillStyle = css(view.play.cubes.role('background'));
  pen.fillRect(0, 0, ...size);
  const put = from => pen.drawImage(from, 0, 0, ...size);
  atScale(view.gd, put);
  cubesAtScale(view.play, put);
  pen.scale(PNG_SCALE, PNG_SCALE);
  drawPaths(pen, view.svg);
  drawWords(pen, view.svg);
  return canvas;
}

function pngName({ play, data }) {
  const [kind, voxel] = play.on ? ['play', play.here] : [data.side === 'input' ? 'scatter' : 'gather', data.voxel];
  return `conv3dt-${kind}-${voxel.join('-')}.png`;
}

async function savePng(view) {
  if (!view.gd._fullLayout) return;
  const name = pngName(view), blob = await new Promise(done => picture(view).toBlob(done, 'image/png'));
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
